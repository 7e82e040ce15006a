from gis_app.text.collate import sort_key


def test_latvian_names_are_in_latvian_order() -> None:
    names = ["Žagarkalns", "Āgenskalns", "Zasulauks", "Čiekurkalns", "Avoti", "Centrs", "Šampēteris", "Sarkandaugava"]
    assert sorted(names, key=sort_key) == [
        "Avoti",
        "Āgenskalns",
        "Centrs",
        "Čiekurkalns",
        "Sarkandaugava",
        "Šampēteris",
        "Zasulauks",
        "Žagarkalns",
    ]
