"""The two meetings of the town: where people put their marks and what words they left. All of it invented."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hotspot:
    """A place that many marks name: class, metres east and north, spread in metres, how often, words that occur."""

    kind: str
    x: float
    y: float
    spread: float
    weight: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A meeting as planned: its people by channel, its marks, and where its people live (territory → weight)."""

    name: str
    code: str
    kind: str
    about: str
    state: str
    days_ago: int
    phones: int
    tablets: int
    slips: int
    stickers: int
    homes: dict[str, int]
    hotspots: tuple[Hotspot, ...]
    sentences: tuple[str, ...] = ()
    step: str = ""
    who: str = ""

    @property
    def people(self) -> int:
        """How many took part with a card of their own; stickers on paper have none."""
        return self.phones + self.tablets + self.slips


COURTYARDS = Plan(
    name="Tikšanās Atvarlaukos: ko paturēt, ko mainīt",
    code="ATVARS",
    kind="meeting",
    about="Atvarlauki",
    state="closed",
    days_ago=40,
    phones=28,
    tablets=10,
    slips=8,
    stickers=48,
    homes={"Atvarlauki": 22, "Māllejas": 12, "Bišulejas": 3, "Ķieģeļkrasti": 2},
    hotspots=(
        Hotspot("like", 400, -1960, 45, 5, ("Pludmale!", "Vasarā te ir visi.", "Laipa un saulriets.", "")),
        Hotspot("like", -80, -1900, 20, 3, ("Bibliotēkā vienmēr uzklausa.", "Silti un gaiši.", "Galda spēles.")),
        Hotspot("like", -230, -2070, 45, 3, ("Mūsu ābeles.", "Pagalms, ko paši sakopām.", "")),
        Hotspot("like", -30, -1965, 15, 1, ("Labi, ka pieņem tepat.",)),
        Hotspot("like", 120, -2250, 110, 2, ("Klusums.", "Putni no rīta.", "Var izstaigāt suni.")),
        Hotspot(
            "dislike", -160, -1660, 35, 4, ("Tumšs.", "Gar garāžām eju ātri.", "Vakarā apeju ar līkumu.", "Bedres.")
        ),
        Hotspot("dislike", 240, -2320, 40, 2, ("Atkritumi.", "Konteineri pilni jau trešdien.", "")),
        Hotspot("dislike", -320, -1900, 45, 2, ("Mašīnas uz ietves.", "Ar ratiem nevar tikt garām.")),
        Hotspot("dislike", 60, -2120, 80, 1, ("Pagrabā ūdens.", "Kāpņutelpā nedeg gaisma.")),
        Hotspot("missing", -120, -1620, 30, 3, ("Gājēju pāreja.", "Te jāskrien pāri.", "Luksofors ar pogu.")),
        Hotspot("missing", -10, -2160, 60, 2, ("Soliņi ēnā.", "Kur apsēsties pa ceļam no veikala.", "")),
        Hotspot("missing", 150, -1790, 50, 2, ("Vieta jauniešiem.", "Basketbola grozs.", "Jumts, zem kura parunāt.")),
        Hotspot("usable", 190, -1850, 45, 2, ("Tukšs laukums — dārziem!", "Varētu rīkot tirdziņu.")),
        Hotspot("usable", -60, -2300, 40, 1, ("Bijusī katlumāja: darbnīca?",)),
    ),
    sentences=(
        "Pludmale un pagalmi, ko paši sakopām, ir mūsu lepnums, un tādi tie lai paliek.",
        "Ceļš gar garāžām vakaros ir par tumšu, un bērni tur iet no treniņiem.",
        "Vajag drošu pāreju pie pieturas un soliņus ceļā no veikala.",
        "Tukšais laukums pie katlumājas varētu kļūt par kopīgiem dārziem.",
    ),
    step="Kopā ar elektrotīklu un ceļu uzturētāju vakarā iziet ceļu gar garāžām",
    who="Paraugpilsētas sociālais dienests un pagalmu biedrība",
)

RIVERSIDE = Plan(
    name="Punkts bibliotēkā: Tirgusmala un krastmala",
    code="KRASTS",
    kind="point",
    about="Tirgusmala",
    state="open",
    days_ago=9,
    phones=30,
    tablets=11,
    slips=4,
    stickers=0,
    homes={"Tirgusmala": 18, "Zvanukalns": 11, "Viņkrasts": 5, "Stacijkalns": 3, "Plostnieki": 2},
    hotspots=(
        Hotspot(
            "like", 470, 120, 55, 5, ("Krastmalas parks.", "Skatuve!", "Bērniem te patīk.", "Soliņi pie ūdens.", "")
        ),
        Hotspot("like", 205, 45, 22, 4, ("Tirgus sestdienās.", "Te satiek pazīstamos.", "Ziedi un medus.")),
        Hotspot("like", -40, 190, 18, 3, ("Bibliotēka.", "Jauka lasītava.", "Palīdz ar datoru.")),
        Hotspot("like", 170, -90, 20, 2, ("Koncerti „Mirdzā”.", "Dejas piektdienās.")),
        Hotspot("like", 560, 30, 25, 1, ("Skats no tilta.",)),
        Hotspot("dislike", 290, 30, 30, 3, ("Stāvvieta visu dienu pilna.", "Furgoni uz ietves.", "")),
        Hotspot("dislike", -10, 165, 16, 2, ("Deviņi pakāpieni un ledus.", "Ar ratiem nevar iekļūt.")),
        Hotspot("dislike", 470, -60, 35, 2, ("Te naktī nav nevienas lampas.", "Bail iet vienai.", "Tumšs zem tilta.")),
        Hotspot("dislike", 60, -60, 60, 1, ("Troksnis no ielas.", "")),
        Hotspot("missing", 430, 220, 45, 3, ("Tualete parkā.", "Dzeramais ūdens.", "Velonovietne.")),
        Hotspot("missing", -20, 20, 40, 1, ("Uzbrauktuve.", "Soliņš pieturā.")),
        Hotspot("usable", 520, 240, 25, 2, ("Skatuve ziemā: slidotava?", "Brīvdabas lasītava.")),
        Hotspot("usable", 130, 190, 30, 1, ("Tukšais veikals — kopienas telpa.",)),
    ),
)

PLANS = (COURTYARDS, RIVERSIDE)
