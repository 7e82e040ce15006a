"""What the town has: services and resources, formal and informal, each with its rough place on the drawing."""

from dataclasses import dataclass

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A resource as written down.

    Attributes
    ----------
    where
        Metres east and north (the nearest house gives the address), the name of a green place, or nothing.
    precision
        ``exact`` unless only the street or the neighbourhood is known.
    """

    name: str
    kind: str
    where: Spot | str | None
    description: str = ""
    provider: str = "municipal"
    hours: str = ""
    cost: str = ""
    formal: bool = True
    sensitive: bool = False
    precision: str = "exact"


FREE = "bez maksas"
_WORKDAYS = "darbdienās 9–17"
_INFORMAL = "informal"

ROWS = (
    Row(
        "Paraugpilsētas apmeklētāju centrs", "municipal_centre", (120, 70), "Pašvaldības pakalpojumi.", hours=_WORKDAYS
    ),
    Row("Dzimtsarakstu nodaļa", "registry_office", (60, 150), hours="otrdienās–sestdienās 9–16"),
    Row(
        "Sociālais dienests", "social_service", (-260, -360), "Pirmā saruna bez pieraksta.", hours=_WORKDAYS, cost=FREE
    ),
    Row(
        "Sociālā dienesta pieņemšana Atvarlaukos",
        "social_service",
        (-20, -1960),
        "Sociālais darbinieks uz vietas reizi nedēļā.",
        hours="trešdienās 13–18",
        cost=FREE,
    ),
    Row("Centrālā bibliotēka", "library", (-40, 190), "Datori, lasītava, sarunu telpa.", hours="10–19", cost=FREE),
    Row("Atvarlauku bibliotēka", "library", (-80, -1900), "Sarunu galds senioriem.", hours="12–18", cost=FREE),
    Row("Zvaigžņulauku bibliotēka", "library", (1150, 650), hours="11–18", cost=FREE),
    Row("Stārķmuižas bibliotēka", "library", (-3250, 690), "Arī pasta paciņas.", hours="trīs dienas nedēļā", cost=FREE),
    Row("Kultūras nams „Mirdza”", "culture_house", (170, -90), "Zāle 300 cilvēkiem, pacēlājs."),
    Row("Egļustrazdu tautas nams", "culture_house", (2860, 2420), "Zāle un virtuve, malkas apkure."),
    Row("Kopienas centrs „Krustceles”", "community_centre", (1010, 40), "Pulciņi, virtuve.", "ngo", "12–20", FREE),
    Row("Kopienas istaba „Kāpnes”", "community_centre", (-1040, 280), "Pirmā stāva dzīvoklis.", "ngo", "15–19", FREE),
    Row("Jauniešu centrs „Skrejceļš”", "youth_centre", (1820, 360), "Atvērts 2021. gadā.", hours="14–20", cost=FREE),
    Row(
        "Jauniešu istaba „Pagrabs”",
        "youth_centre",
        (-1600, 960),
        "Jaunieši paši uztur; atslēga pie skolas dežuranta.",
        _INFORMAL,
        "pēc vienošanās",
        FREE,
        formal=False,
    ),
    Row("Dienas centrs „Saulespuķe”", "day_centre", (-520, 980), "Pieaugušajiem.", hours=_WORKDAYS, sensitive=True),
    Row("Atbalsta centrs „Tilts”", "support_centre", (-150, -520), "Atbalsta grupas.", "ngo", "pēc pieraksta", FREE),
    Row("Naktspatversme", "shelter", (-900, -1150), "Dokumentus neprasa.", hours="18–8", cost=FREE, sensitive=True),
    Row(
        "Krīzes centrs",
        "crisis_centre",
        (-1000, -380),
        "Adresi neizpauž.",
        "ngo",
        "visu diennakti",
        FREE,
        sensitive=True,
        precision="neighbourhood",
    ),
    Row("Grupu dzīvoklis", "group_flat", (1200, 760), provider="ngo", sensitive=True),
    Row("Sociālā dzīvojamā māja", "social_housing", (120, -2080), sensitive=True),
    Row("Ģimenes ārstu prakse pie tirgus", "gp", (220, 160), hours="8–18"),
    Row("Ģimenes ārstu prakse Zvaigžņulaukos", "gp", (1080, 780), hours="8–17"),
    Row("Veselības centrs", "health_centre", (-330, 220), "Speciālisti, izmeklējumi.", hours="7–20"),
    Row("Paraugpilsētas slimnīca", "hospital", (-1010, -520), hours="visu diennakti"),
    Row("Aptieka „Kumelīte”", "pharmacy", (90, -40), provider="private", hours="8–21"),
    Row("Aptieka „Raspodiņš”", "pharmacy", (-100, -2050), provider="private", hours="9–19"),
    Row("Pasta nodaļa", "post", (-60, -180), provider="state", hours="9–18"),
    Row("Pārvietojamais pasts", "post", None, "Ciemos otrdienās pie veikala.", "state", "otrdienās", precision="none"),
    Row("Tirgus halle", "shop", (210, 40), "Sestdienās arī mazdārziņu audzētāji.", "private", "7–17"),
    Row("Veikals „Zvirgzds”", "shop", (-3160, -2080), "Arī ziņojumu dēlis un kafija.", "private", "8–20"),
    Row("Veikals „Lāča ķepa”", "shop", (2480, -2700), "Vienīgais veikals ciemā.", "private", "9–18"),
    Row("Bankas klientu centrs", "bank", (10, 40), provider="private", hours="9–17"),
    Row("Paraugpilsētas 1. vidusskola", "education", (-420, 470)),
    Row("Paraugpilsētas 2. vidusskola", "education", (-1640, 1080), "Peldbaseins, brīvs vakaros."),
    Row("Pamatskola „Ābelīte”", "education", (-1800, 220)),
    Row("Pirmsskola „Bitīte”", "education", (-800, -2050)),
    Row("Mūzikas skola", "education", (-300, 520), "Zāle koncertiem."),
    Row("Sporta halle un stadions", "sports", (1650, 620), "Svētdienās zāle brīva.", hours="8–22"),
    Row("Āra trenažieri Saulgriežos", "sports", "Saulgriežu parks", cost=FREE),
    Row("Krastmalas parks", "park", "Krastmalas parks", "Rotaļu laukums, brīvdabas skatuve.", cost=FREE),
    Row("Zvanukalna dārzs", "park", "Zvanukalna dārzs", "Vecās liepas un skatu vieta.", cost=FREE),
    Row("Vējrožu parks", "park", "Vējrožu parks", "Dīķis ar pīlēm.", cost=FREE),
    Row("Zvaigžņu parks", "park", "Zvaigžņu parks", cost=FREE),
    Row("Atvaru pludmale", "park", "Atvaru pludmale", "Peldvieta; laipa vasarā.", cost=FREE),
    Row(
        "Ugunskura vieta pie Lazdu dīķa",
        "gathering_place",
        (1470, 1400),
        "Jāņi, talkas, vasaras vakari.",
        _INFORMAL,
        cost=FREE,
        formal=False,
        precision="street",
    ),
    Row(
        "Vasaras kino pagalms",
        "gathering_place",
        (150, 820),
        "Kaimiņi piektdienās rāda filmas uz mājas sienas.",
        _INFORMAL,
        "jūlijā un augustā",
        FREE,
        formal=False,
    ),
    Row(
        "Garāžu darbnīca „Kopā salabosim”",
        "gathering_place",
        (1560, -370),
        "Instrumenti un padoms velosipēdam, mēbelei, siltumnīcai.",
        _INFORMAL,
        "sestdienās",
        FREE,
        formal=False,
    ),
    Row(
        "Kaimiņu maiņas plaukts",
        "notice_point",
        (-1100, 420),
        "Grāmatas, bērnu drēbes un dēlis ziņām.",
        _INFORMAL,
        cost=FREE,
        formal=False,
    ),
    Row("Ziņojumu dēlis pie stacijas", "notice_point", (-90, -700)),
    Row("Biedrība „Mirdzupes krasti”", "ngo", (60, 760), "Krastu talkas, laivu noma.", "ngo"),
    Row("Senioru biedrība „Otrā elpa”", "ngo", (-490, 1050), "Nūjošana, valodu klubs.", "ngo"),
    Row("Amatierteātris „Aizkulises”", "ngo", None, "Mēģina tur, kur ir brīva zāle.", "ngo", precision="none"),
    Row("Zvanukalna baznīca", "church", (-470, 280), "Zupas virtuve ceturtdienās.", "ngo"),
    Row("Policijas iecirknis", "police", (-200, -300), provider="state", hours="visu diennakti"),
    Row("Dzelzceļa stacija", "stop", (-110, -760), provider="state"),
    Row("Autoosta", "stop", (-10, -700), provider="private"),
    Row(
        "Bijušās vērptuves zāle",
        "meeting_room",
        (-1780, -560),
        "Tukša; jumts vesels, apkures nav. Īpašnieks — pašvaldība.",
        formal=False,
    ),
    Row("Skolas ēdamzāle Bišulejās", "meeting_room", (-880, -1900), "Brīva vakaros; pacēlāja nav."),
    Row(
        "Traktors un ķerra talkām",
        "gathering_place",
        None,
        "Sūnupļavās; jautāt ciema veikalā vai biedrībā.",
        _INFORMAL,
        formal=False,
        precision="none",
    ),
)

AREAS = (
    ("Atvarlauku pagalmi", "territorial", "Atvarlauki", "Sešu pagalmu kaimiņi, kas kopā iestādīja ābeles."),
    ("Plostnieku vecpilsēta", "territorial", "Plostnieki", "Koka māju īpašnieki un īrnieki; vasaras kino rīkotāji."),
    ("Stārķmuižas ļaudis", "territorial", "Stārķmuiža", "Ciems ar skolas salidojumu ik pēc pieciem gadiem."),
)
"""Communities bound by place: name, kind, the territory round whose middle they live, what is known."""

MEETING_POINTS = (
    ("Mirdzupes makšķernieki", "interest", ((420, -640), (640, -60)), "Satiekas rītos pie tilta un pie dambja."),
    ("Mazdārziņu kopēji", "interest", ((2090, -760), (-1330, -2060)), "Sēklu maiņa pavasarī, raža tirgū."),
    ("Senioru koris „Otrā elpa”", "age", ((-490, 1050),), "Mēģinājumi otrdienās."),
    ("Vasaras kino rīkotāji", "creative", ((150, 820),), "Ap divdesmit brīvprātīgo."),
    ("Paraugpilsētas vecāku saruna tīklā", "virtual", (), "Ap tūkstotis dalībnieku; apmainās ar mantām un ziņām."),
    ("Talkotāji", "values", (), "Uzkopj krastus un kapus; piesakās pa tālruni."),
)
"""Other communities: name, kind, meeting points they agreed to show (none: no place), what is known."""
