from dataclasses import replace
from datetime import date

import pytest
from shapely import Point, box

from gis_app.domain.geography import Project
from gis_app.domain.resources import Resource
from gis_app.domain.selections import FIELD_OF_WORK
from gis_app.domain.work_areas import NotedTalk, Support, WorkArea
from gis_app.services.wiring import Context
from gis_app.services.work_areas.ready import LACKS, readiness, ready, resources_inside
from gis_app.store.projects import put_projects
from gis_app.store.resources import put_resources
from gis_app.text.area_labels import LABELS

TODAY = date(2026, 5, 20)
GOOD = WorkArea(
    id="a",
    project="ista",
    name="Āres un Bērzi",
    units=("u1", "u2"),
    geometry=box(0, 0, 100, 100),
    reasons={"u1": "core", "u2": "mixed_in"},
    supports=(Support("centre", "Centrs", "Biedrība", date(2026, 1, 1), date(2027, 12, 31)),),
    resources=("library",),
    review_on=date(2027, 5, 1),
    checklist={name: answers[0] for name, answers in FIELD_OF_WORK.items()},
    talk=NotedTalk(date(2026, 5, 1), "bibliotēkas vadītāja", "Gaidām jūs te."),
)


def test_an_area_with_everything_is_ready() -> None:
    assert ready(GOOD, inside={"library"}, today=TODAY) == []


@pytest.mark.parametrize(
    ("area", "lacks"),
    [
        (replace(GOOD, units=()), ["units"]),
        (replace(GOOD, name=" "), ["name"]),
        (replace(GOOD, name="12"), ["name"]),
        (replace(GOOD, supports=()), ["support"]),
        (
            replace(GOOD, supports=(Support("worker", "Divi", "Dome", date(2025, 1, 1), date(2026, 5, 19)),)),
            ["support"],
        ),
        (replace(GOOD, resources=()), ["resource"]),
        (replace(GOOD, resources=("school",)), ["resource"]),
        (replace(GOOD, review_on=None), ["review_missing"]),
        (replace(GOOD, review_on=TODAY), ["review_past"]),
        (replace(GOOD, checklist={**GOOD.checklist, "our_job": ""}), ["checklist"]),
        (replace(GOOD, talk=None), ["talk"]),
        (replace(GOOD, talk=NotedTalk(date(2026, 5, 21), "loma", "Vārdi.")), ["talk_ahead"]),
        (replace(GOOD, talk=NotedTalk(date(2026, 5, 21), "loma", "")), ["talk", "talk_ahead"]),
        (replace(GOOD, talk=NotedTalk(TODAY, "", "Vārdi.")), ["talk"]),
    ],
)
def test_each_thing_that_is_lacking_is_named_alone(area: WorkArea, lacks: list[str]) -> None:
    assert ready(area, inside={"library"}, today=TODAY) == lacks


def test_rule_6_12_an_area_of_core_units_only_is_refused() -> None:
    area = replace(GOOD, reasons={"u1": "core", "u2": "core"})
    assert ready(area, inside={"library"}, today=TODAY) == ["core_only"]


def test_an_area_whose_reasons_nobody_knows_is_not_called_core_only() -> None:
    assert ready(replace(GOOD, reasons={}), inside={"library"}, today=TODAY) == []


def test_every_lack_has_its_words() -> None:
    assert set(LABELS["area_lack"]) == set(LACKS)


def test_only_resources_that_lie_inside_and_are_not_sensitive_are_counted_on(context: Context) -> None:
    def place(key: str, x: float, *, sensitive: bool = False) -> Resource:
        return Resource(key, "ista", "manual", key, "library", True, Point(x, 50), 3059, "exact", sensitive=sensitive)

    with context.database.transaction() as session:
        put_projects(session, [Project(code="ista", title={"lv": "Īstā"})])
        put_resources(session, [place("library", 50), place("away", 150), place("shelter", 60, sensitive=True)])
    assert [item.id for item in resources_inside(context, GOOD)] == ["library"]
    assert readiness(context, GOOD) == []
    assert readiness(context, replace(GOOD, resources=("away", "shelter"))) == ["resource"]
