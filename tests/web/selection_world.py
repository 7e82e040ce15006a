"""An invented town of four territories for the tests of the pages of a selection."""

from shapely import box

from gis_app.domain.findings import Finding
from gis_app.domain.geography import Project, Territory
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.selection.pooled import GRAZ
from gis_app.services.wiring import Context
from gis_app.store.findings import put_findings
from gis_app.store.indicators import put_indicators, put_observations
from gis_app.store.projects import put_projects
from gis_app.store.territories import put_territories

TOWN = Project(code="izdomata", title={"lv": "Izdomātā", "en": "Invented"}, invented=True)
PLACES = ("Āres", "Bērzi", "Cēres", "Dzirnas")
YEARS = (2021, 2022, 2023)


def build_town(context: Context) -> None:
    """Store the town: six criteria over three years.

    Āres: 10 to 12 cases a year of 100; Bērzi: 20, 25 and 30 of 100. Cēres lacks one criterion, Dzirnas has one case a
    year of another. Āres has a green finding and a red one, Bērzi a red one alone.
    """
    territories = [
        Territory(f"own:{number}", TOWN.code, "own", str(number), "own", name, box(number, 0, number + 1, 1), 3059)
        for number, name in enumerate(PLACES)
    ]
    words = {"lv": "Rādītājs", "en": "Figure"}
    meaning = {"lv": "Var nozīmēt arī palīdzību.", "en": "May mean help."}
    indicators = [
        Indicator(f"izdomata-{code}", TOWN.code, words, words, meaning, "%", "worse", words, invented=True)
        for code in GRAZ
    ]
    observations = [
        Observation(item.id, place.id, str(year), float(cases), float(cases), 100.0, invented=True)
        for number, place in enumerate(territories)
        for item in indicators
        for year in YEARS
        if (cases := _cases(number, item.id, year)) is not None
    ]
    with context.database.transaction() as session:
        put_projects(session, [TOWN])
        put_territories(session, territories)
        put_indicators(session, indicators)
        put_observations(session, observations)
        put_findings(
            session,
            [
                _said("1", "own:0", "green", "Kaimiņi kopj pagalmu."),
                _said("2", "own:0", "red", "Tumšs ceļš gar garāžām."),
                _said("3", "own:1", "red", "Pagrabos stāv ūdens."),
            ],
        )


def _cases(number: int, indicator: str, year: int) -> int | None:
    if number == 2 and indicator.endswith("subsidised"):
        return None
    if number == 3 and indicator.endswith("young"):
        return 1
    since = year - YEARS[0]
    return {0: 10 + since, 1: 20 + 5 * since, 2: 15, 3: 30}[number]


def _said(number: str, place: str, light: str, text: str) -> Finding:
    return Finding(number, TOWN.code, place, "physical", light, text)


def form(**more: str) -> dict[str, str]:
    """Return the form that keeps a selection with equal weights."""
    weights = {f"weight.izdomata-{code}": "1" for code in GRAZ}
    reasons = {"reason.izdomata-origin": "Jaunpienācējiem.", "reason.izdomata-child-protection": "Ģimenēm."}
    return {"project": TOWN.code, "purpose": "families", **weights, **reasons, **more}
