"""Six invented neighbourhoods and two villages, and the forms that the workbench sends about them."""

import json
from typing import Any

from flask.testing import FlaskClient
from shapely import box

from gis_app.domain.geography import Project, Territory
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.selection.pooled import GRAZ
from gis_app.services.wiring import Context
from gis_app.store.indicators import put_indicators, put_observations
from gis_app.store.projects import put_projects
from gis_app.store.territories import put_territories

TOWN = Project(code="izdomata", title={"lv": "Izdomātā", "en": "Invented"}, invented=True)
CODES = [f"izdomata-{code}" for code in GRAZ]
CASES = {"origin": 7, "unemployed": 11, "unemployed-young": 13, "poor-children": 17, "subsidised": 3, "child": 5}


def build_bench(context: Context) -> Context:
    """Six neighbourhoods and two villages with six criteria over three years, and their residents."""
    places = [
        Territory(
            f"own:{number}",
            "izdomata",
            "own",
            str(number),
            "neighbourhood" if number < 6 else "village",
            f"Vieta {number}",
            box(number, 0, number + 1, 1),
            3059,
        )
        for number in range(8)
    ]
    words = {"lv": "Rādītājs", "en": "Figure"}
    indicators = [
        Indicator(code, "izdomata", {"lv": f"Rādītājs {code}"}, words, words, "%", "worse", words, invented=True)
        for code in CODES
    ]
    people = Indicator(
        "izdomata-people", "izdomata", {"lv": "Iedzīvotāji"}, words, words, "iedz.", "better", words, "", invented=True
    )
    figures = [
        Observation(code, place.id, str(year), cases / 3, cases, 300.0, invented=True)
        for step, code in enumerate(CODES)
        for number, place in enumerate(places)
        for year in (2021, 2022, 2023)
        if (cases := 20.0 + (number * (step + 3)) % 11 * 5)
    ]
    figures += [
        Observation(people.id, place.id, str(year), 1000.0 + 4000.0 * (number % 2), invented=True)
        for number, place in enumerate(places)
        for year in (2021, 2022, 2023)
    ]
    with context.database.transaction() as session:
        put_projects(session, [TOWN])
        put_territories(session, places)
        put_indicators(session, [*indicators, people])
        put_observations(session, figures)
    return context


def form(**more: str) -> dict[str, str]:
    """Return a form as the page sends it, all weights alike."""
    reasons = {"reason.izdomata-origin": "Jauniem.", "reason.izdomata-child-protection": "Ģimenēm."}
    return {"purpose": "families", **{f"weight.{code}": "5" for code in CODES}, **reasons, **more}


def begun(planner: FlaskClient, **more: str) -> str:
    """Return the address of a new draft."""
    return planner.post("/lv/selections/drafts", data={"project": "izdomata", "purpose": "families", **more}).location


def answer(planner: FlaskClient, draft: str, **more: str) -> dict[str, Any]:
    """Return the live answer to a form."""
    told: dict[str, Any] = json.loads(planner.post(f"{draft}/answer", data=form(**more)).text)
    return told
