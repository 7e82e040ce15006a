from gis_app.text.collate import sort_key


def test_russian_names_follow_latvian_ones_in_their_own_order() -> None:
    names = ["Ёлки", "Яуниела", "Žagari", "Егерь", "Йод", "Елки", "Иманта", "1 мая", "Елочная"]
    assert sorted(names, key=sort_key) == [
        "1 мая",
        "Žagari",
        "Егерь",
        "Елки",
        "Ёлки",
        "Елочная",
        "Иманта",
        "Йод",
        "Яуниела",
    ]


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
