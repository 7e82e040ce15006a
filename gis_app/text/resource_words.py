"""Words of other people's lists for our kinds of resources and providers: Latvian, English, Russian, OpenStreetMap."""

from gis_app.text.fold import fold

KINDS: tuple[tuple[str, str], ...] = (
    ("day_centre", "dienas centr|day centre|day center|day care cent|дневной центр"),
    ("crisis_centre", "krizes centr|krizu centr|crisis|кризисн"),
    ("shelter", "patversm|nakts mitn|shelter|homeless|приют|ночлеж"),
    ("group_flat", "grupu dziv|grupu maj|grupas dziv|pusceļa|puscela maj|group home|group flat|halfway"),
    ("social_housing", "sociala dziv|socialas dziv|sociala maja|socialas majas|social housing|социальное жил"),
    ("multifunctional_centre", "daudzfunkc|multifunc"),
    ("community_centre", "kopienas centr|kopienu centr|community centre|community center"),
    ("support_centre", "atbalsta centr|gimenes centr|support centre|support center|family centre"),
    ("youth_centre", "jauniesu|jaunatn|youth|молодеж|молодёж"),
    ("gp", "gimenes arst|general pract|family doctor|семейный врач"),
    ("hospital", "slimnic|hospital|больниц"),
    ("pharmacy", "aptiek|pharmac|аптек"),
    ("health_centre", "poliklin|ambulanc|ambulator|veselibas centr|feldser|doktorat|doctors|clinic|health cent|поликлин"),
    ("education", "skol|izglit|bernudarz|augstskol|universit|koledz|tehnikum|gimnazij|liceja|school|kindergarten|"
                  "college|pirmsskol|educat|childcare|школ|детский сад|гимнази|колледж"),
    ("library", "bibliotek|library|libraries|библиот"),
    ("church", "baznic|dievnam|draudz|lugsanu|klosteris|sinagog|katedral|church|place of worship|place_of_worship|"
               "cathedral|chapel|церк|храм|костел|костёл"),
    ("post", "pasta nodal|pasts|post office|post_office|parcel|pakomat|почт"),
    ("bank", "banka|bankas|bankomat|bank|atm|банк"),
    ("registry_office", "dzimtsarakst|registry office|загс"),
    ("culture_house", "kulturas nam|kulturas centr|tautas nam|kulturas pils|saieta nam|arts centre|arts_centre|"
                      "culture house|culture centre|дом культуры"),
    ("ngo", "biedrib|nodibinaj|ngo|non profit|foundation|association|общество"),
    ("police", "policij|police|полици"),
    ("stop", "pietur|autoost|bus stop|bus_stop|bus station|bus_station|tram stop|platform|stop position|остановк"),
    ("sports", "sport|stadion|peldbasein|trenaz|fitness|pitch|swimming|спорт|стадион"),
    ("park", "parks|parki|skver|park|garden|парк|сквер"),
    ("meeting_room", "sapulcu|sanaksmju|telpa|meeting room|events venue|conference"),
    ("notice_point", "zinojumu del|sludinaj|afis|notice|стенд"),
    ("gathering_place", "pulcesan|tikšanas viet|tiksanas viet|laukums|bench|gathering|playground"),
    ("municipal_centre", "pagasta parvald|pilsetas parvald|pasvaldib|parvald|klientu apkalp|klientu centr|vpvkac|townhall|"
                         "town hall|municipal|самоуправл"),
    ("social_service", "social|aprup|pansionat|rehabilit|specializetas darbnic|nursing home|социальн|пансионат"),
    ("shop", "veikal|lielveikal|supermarket|convenience|shop|store|grocer|магазин|супермаркет"),
)  # fmt: skip
"""Kind and the beginnings of words by which it is known, folded; the first kind that fits is taken."""

PROVIDERS: tuple[tuple[str, str], ...] = (
    ("ngo", "biedrib|nodibinaj|ngo|non profit|foundation|association|draudz|religis"),
    ("municipal", "pasvald|novad|pilset|dome|municipal|самоуправл"),
    ("state", "valst|ministrij|agentur|state|government|государств"),
    ("informal", "neformal|iedzivotaj|informal"),
    ("private", "sia|ooo|as |akciju sabiedr|privat|komersant|uznemum|individual|ltd|private|commercial|частн"),
)


def kind_meant(text: str) -> str:
    """Return the kind of resource that a text of somebody else's list means, empty if we cannot tell."""
    return _first(text, KINDS)


def provider_meant(text: str) -> str:
    """Return the provider that a text means, empty if we cannot tell."""
    return _first(text, PROVIDERS)


def _first(text: str, table: tuple[tuple[str, str], ...]) -> str:
    words = f" {fold(text.replace('_', ' '))} "
    if not words.strip():
        return ""
    for code, stems in table:
        if any(f" {fold(stem)}" in words for stem in stems.split("|")):
            return code
    return ""
