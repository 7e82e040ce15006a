"""What is said about the places of the town: findings, strengths beside difficulties."""

from dataclasses import dataclass
from datetime import date

from gis_app.domain.findings import Finding
from gis_app.services.demo.town.plan import PLACES, PROJECT
from gis_app.services.demo.town.town import SOURCE, id_of, made_up_id


@dataclass(frozen=True, slots=True)
class Said:
    """A finding as written down: about which territory, theme block, light, text, state of the claim, who said it."""

    about: str
    theme: str
    light: str
    text: str
    status: str = "said"
    by: str = "iedzīvotāju tikšanās"
    published: bool = False


_WALK = "sociālā darbinieka apgaita"
_TALK = "saruna ar kopienas pārstāvi"
_FIGURES = "izdomātā statistika"

ROWS = (
    Said(
        "Atvarlauki",
        "physical",
        "green",
        "Pludmale ir tuvu, un vasarā tur satiekas viss pagalms.",
        "confirmed",
        _TALK,
        True,
    ),
    Said(
        "Atvarlauki",
        "social_structure",
        "green",
        "Kaimiņi kopā iestādīja ābeles un tās aplaista.",
        "checked",
        _WALK,
        True,
    ),
    Said("Atvarlauki", "institutions", "yellow", "Sociālais darbinieks pieņem reizi nedēļā.", "checked", _WALK, True),
    Said(
        "Atvarlauki", "functional", "red", "Ceļš no pieturas gar garāžām ir tumšs; vakaros iet ar līkumu.", "confirmed"
    ),
    Said(
        "Atvarlauki", "economy", "red", "Pēc vērptuves slēgšanas daudzi brauc strādāt uz citu pilsētu.", "said", _TALK
    ),
    Said(
        "Atvarlauki", "attitudes", "yellow", "Jauniešus dzird pēc desmitiem; vai tas ir trokšņi vai dzīve, domas dalās."
    ),
    Said("Māllejas", "history", "green", "Ķieģeļu ceplis ir visu lepnums; skolēni to zīmē.", "checked", _TALK, True),
    Said("Māllejas", "physical", "red", "Pagrabos stāv ūdens katru pavasari.", "confirmed", _WALK),
    Said("Māllejas", "associations", "yellow", "Biedrības nav, bet trīs mājas vienojas pašas.", "said", _TALK, True),
    Said("Ķieģeļkrasti", "functional", "yellow", "Cauri brauc smagās mašīnas; ietve ir vienā pusē.", "checked", _WALK),
    Said(
        "Jauncirvas",
        "institutions",
        "green",
        "Jauniešu centrā katru dienu ir ap 40 jauniešu.",
        "confirmed",
        _WALK,
        True,
    ),
    Said("Jauncirvas", "functional", "red", "Pēc septiņiem vakarā autobuss vairs nebrauc.", "confirmed"),
    Said("Jauncirvas", "attitudes", "green", "Stadionu jaunieši sauc par savu un paši sakopj.", "said", _TALK, True),
    Said(
        "Zvaigžņulauki",
        "information",
        "yellow",
        "Ziņas uzzina no maiņas plaukta un vecāku sarunas tīklā.",
        "checked",
        _TALK,
        True,
    ),
    Said("Zvaigžņulauki", "institutions", "red", "Pie ģimenes ārsta jāgaida trīs nedēļas.", "not_confirmed"),
    Said("Tirgusmala", "economy", "green", "Sestdienas tirgū pārdod un satiekas.", "confirmed", _WALK, True),
    Said("Tirgusmala", "functional", "yellow", "Skatuve parkā ziemā stāv tukša.", "checked", _WALK, True),
    Said(
        "Tirgusmala", "functional", "red", "Uz bibliotēku ved deviņi pakāpieni, uzbrauktuves nav.", "confirmed", _WALK
    ),
    Said(
        "Stacijkalns", "functional", "red", "Tunelis zem sliedēm: slikts apgaismojums, kāpnes bez margām.", "confirmed"
    ),
    Said("Stacijkalns", "institutions", "green", "Viss vajadzīgais ir desmit minūšu gājienā.", "said", _TALK, True),
    Said("Plostnieki", "history", "green", "Koka mājas, laivas un vasaras kino.", "confirmed", _TALK, True),
    Said("Plostnieki", "economy", "yellow", "Mājas pērk un atjauno; īre kāpj.", "checked", _FIGURES),
    Said(
        "Viņkrasts",
        "associations",
        "green",
        "„Krustcelēs” darbojas septiņi pulciņi, vada brīvprātīgie.",
        "checked",
        _WALK,
        True,
    ),
    Said("Viņkrasts", "demography", "yellow", "Vecu cilvēku vairāk nekā bērnu.", "checked", _FIGURES, True),
    Said("Vējrozes", "information", "green", "Maiņas plaukts pie „Kāpnēm” nekad nav tukšs.", "said", _TALK, True),
    Said("Vējrozes", "physical", "yellow", "Mašīnu vairāk nekā vietu; zāliens nobraukts.", "checked", _WALK),
    Said(
        "Dzērveņlauki",
        "institutions",
        "green",
        "Skolas baseins vakaros varētu būt atvērts visiem.",
        "checked",
        _TALK,
        True,
    ),
    Said("Dzērveņlauki", "social_structure", "yellow", "Daudzi cits citu pazīst tikai no kāpņutelpas.", "said"),
    Said("Audējgals", "functional", "yellow", "Bijušās vērptuves zāle ir tukša un vesela.", "checked", _WALK, True),
    Said("Audējgals", "economy", "red", "Pēc slēgšanas darbu tuvumā atrada nedaudzi.", "checked", _FIGURES),
    Said(
        "Zvirgzdkrogs",
        "functional",
        "red",
        "Autobuss uz pilsētu divreiz dienā; uz ārstu nevar pagūt.",
        "confirmed",
        _TALK,
    ),
    Said(
        "Zvirgzdkrogs",
        "social_structure",
        "green",
        "Veikala kafijas galds ir ciema sapulču zāle.",
        "confirmed",
        _WALK,
        True,
    ),
    Said(
        "Stārķmuiža", "institutions", "green", "Bibliotēka palīdz ar iesniegumiem un paciņām.", "checked", _WALK, True
    ),
    Said("Sūnupļavas", "leaders", "green", "Talkas vada ciema biedrība; traktors ir kopīgs.", "said", _TALK, True),
    Said(
        "Lāčupkalns",
        "demography",
        "yellow",
        "Skaitļu maz: par bērniem un jauniešiem jārunā, nevis jārēķina.",
        "checked",
        _FIGURES,
    ),
    Said(
        "Ceriņkalni",
        "attitudes",
        "yellow",
        "Labiekārtots rajons; kaimiņpalīdzību vajag arī te, īpaši vientuļajiem.",
        "said",
        _TALK,
    ),
)


def findings() -> list[Finding]:
    """Return the findings of the town; red ones are never published."""
    ids = {place.name: id_of(place) for place in PLACES}
    return [
        Finding(
            id=made_up_id("finding", f"{row.about}/{row.text}"),
            project=PROJECT,
            territory_id=ids[row.about],
            theme=row.theme,
            light=row.light,
            text=row.text,
            status=row.status,
            source=f"{row.by} ({SOURCE['lv']})",
            day=date(2023, 10, 12),
            published=row.published,
        )
        for row in ROWS
    ]
