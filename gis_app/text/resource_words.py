"""Words of other people's lists for our kinds of resources and providers: Latvian, English, Russian, OpenStreetMap."""

from collections.abc import Mapping

from gis_app.text.fold import fold


def _stems(text: str) -> tuple[str, ...]:
    """Return what to look for: words apart by blanks; ``~`` is a blank inside one, at its end it ends the word."""
    found = []
    for stem in text.split():
        whole = " " if stem.endswith("~") else ""
        found.append(f" {fold(stem.replace('~', ' ').replace('_', ' '))}{whole}")
    return tuple(found)


KINDS: dict[str, tuple[str, ...]] = {
    "day_centre": _stems("dienas~centr day~centre day~center day~care~cent дневной~центр"),
    "crisis_centre": _stems("krizes~centr krizu~centr crisis кризисн"),
    "shelter": _stems("patversm nakts~mitn shelter homeless приют ночлеж"),
    "group_flat": _stems("grupu~dziv grupu~maj grupas~dziv pusceļa puscela~maj group~home group~flat halfway"),
    "social_housing": _stems("sociala~dziv socialas~dziv sociala~maja socialas~majas social~housing социальное~жил"),
    "multifunctional_centre": _stems("daudzfunkc multifunc"),
    "community_centre": _stems("kopienas~centr kopienu~centr community~centre community~center"),
    "support_centre": _stems("atbalsta~centr gimenes~centr support~centre support~center family~centre"),
    "youth_centre": _stems("jauniesu jaunatn youth молодеж молодёж"),
    "gp": _stems("gimenes~arst general~pract family~doctor семейный~врач"),
    "hospital": _stems("slimnic hospital больниц"),
    "pharmacy": _stems("aptiek pharmac аптек"),
    "health_centre": _stems(
        "poliklin ambulanc ambulator veselibas~centr feldser doktorat doctors clinic health~cent поликлин"
    ),
    "education": _stems(
        "skol izglit bernudarz augstskol universit koledz tehnikum gimnazij liceja school kindergarten college "
        "pirmsskol educat childcare школ детский~сад гимнази колледж"
    ),
    "library": _stems("bibliotek library libraries библиот"),
    "church": _stems(
        "baznic dievnam draudze lugsanu klosteris sinago katedral church place~of~worship place_of_worship "
        "cathedral chapel церк храм костел костёл"
    ),
    "post": _stems("pasta~nodal pasts~ post~office post_office parcel pakomat почт"),
    "bank": _stems("banka bankas bankomat bank~ atm~ банк"),
    "registry_office": _stems("dzimtsarakst registry~office загс"),
    "culture_house": _stems(
        "kulturas~nams kulturas~nama kulturas~centr tautas~nams tautas~nama kulturas~pils saieta~nams "
        "saieta~nama arts~centre arts_centre culture~house culture~centre дом~культуры"
    ),
    "ngo": _stems("biedrib nodibinaj ngo~ non~profit foundation association общество"),
    "police": _stems("policij police полици"),
    "stop": _stems(
        "pietur autoost bus~stop bus_stop bus~station bus_station tram~stop platform stop~position остановк"
    ),
    "sports": _stems("sport stadion peldbasein trenaz fitness pitch swimming спорт стадион"),
    "park": _stems("parks parki~ skver park~ garden~ парк сквер"),
    "meeting_room": _stems("sapulcu sanaksmju telpa meeting~room events~venue conference"),
    "notice_point": _stems("zinojumu~del sludinaj afis notice стенд"),
    "gathering_place": _stems("pulcesan tikšanas~viet tiksanas~viet laukums bench gathering playground"),
    "municipal_centre": _stems(
        "pagasta~parvald pilsetas~parvald pasvaldib parvald klientu~apkalp klientu~centr vpvkac townhall "
        "town~hall municipal самоуправл"
    ),
    "social_service": _stems("social aprup pansionat rehabilit specializetas~darbnic nursing~home социальн пансионат"),
    "shop": _stems("veikal lielveikal supermarket convenience shop~ store~ grocer магазин супермаркет"),
}
"""Kind and the beginnings of words by which it is known; the first kind that fits is taken."""

PROVIDERS: dict[str, tuple[str, ...]] = {
    "ngo": _stems("biedrib nodibinaj ngo~ non~profit foundation association draudze religis"),
    "municipal": _stems("pasvald novad pilset dome municipal самоуправл"),
    "state": _stems("valst ministrij agentur state government государств"),
    "informal": _stems("neformal iedzivotaj informal"),
    "private": _stems("sia~ ooo~ as~ akciju~sabiedr privat komersant uznemum individual ltd~ private commercial частн"),
}


def kind_meant(text: str) -> str:
    """Return the kind of resource that a text of somebody else's list means, empty if we cannot tell."""
    return _first(text, KINDS)


def provider_meant(text: str) -> str:
    """Return the provider that a text means, empty if we cannot tell."""
    return _first(text, PROVIDERS)


def _first(text: str, table: Mapping[str, tuple[str, ...]]) -> str:
    words = f" {fold(text.replace('_', ' '))} "
    return next((code for code, stems in table.items() if any(stem in words for stem in stems)), "")
