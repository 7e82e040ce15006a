"""Work areas, drafts and publications come back from the store as they went in."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from shapely.geometry import box

from gis_app.domain.drafts import LogLine, SelectionDraft
from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.geography import Project
from gis_app.domain.work_areas import AreaPublication, EdgeEdits, NotedTalk, Support, WorkArea
from gis_app.services.wiring import Context
from gis_app.store import selection_drafts, work_areas
from gis_app.store.projects import put_projects

AT = datetime(2026, 5, 20, 17, 30, tzinfo=UTC)
AREA = WorkArea(
    id="a1",
    project="p",
    name="Liepas un Krasts",
    units=("own:1@", "own:2@"),
    geometry=box(500_000, 312_000, 501_000, 313_000),
    reasons={"own:1@": "core", "own:2@": "mixed_in"},
    limits={"min_population": 800.0},
    supports=(Support("centre", "Telpa ar kafiju", "Pašvaldība", date(2026, 9, 1), date(2028, 8, 31)),),
    resources=("r1",),
    provider="Kopienu centrs",
    review_on=date(2027, 9, 1),
    checklist={"touches_many": "yes"},
    talk=NotedTalk(date(2026, 5, 12), "mājas vecākā", "Saka, ka vajag soliņus."),
)


@pytest.fixture
def there(context: Context) -> Context:
    with context.database.transaction() as session:
        put_projects(session, [Project("p", {"lv": "Vieta"})])
    return context


def test_a_work_area_comes_back_as_it_went_in(there: Context) -> None:
    with there.database.transaction() as session:
        work_areas.put_area(session, AREA, at=AT)
    with there.database.reading() as session:
        assert work_areas.get_area(session, "a1") == replace(AREA, changed_at=AT)
        assert [area.id for area in work_areas.areas(session, "p", state="published")] == []
        with pytest.raises(NotFound):
            work_areas.get_area(session, "a2")


def test_every_version_of_the_edited_adjacency_stays(there: Context) -> None:
    river = EdgeEdits("p", "neighbourhood", cut=(("own:1@", "own:2@"),))
    with there.database.transaction() as session:
        assert work_areas.put_edges(session, river, at=AT, account=None).version == 1
        bridged = EdgeEdits("p", "neighbourhood", bridge=(("own:1@", "own:3@"),))
        assert work_areas.put_edges(session, bridged, at=AT, account=None).version == 2
    with there.database.reading() as session:
        assert work_areas.edges(session, "p", "neighbourhood") == replace(bridged, version=2)
        assert work_areas.edges(session, "p", "neighbourhood", version=1) == replace(river, version=1)
        assert work_areas.edges(session, "p", "parish") == EdgeEdits("p", "parish")


def test_what_was_published_stays_on_record_when_it_is_withdrawn(there: Context) -> None:
    act = AreaPublication("x", "p", AT, None, ("a1",), {"areas": [{"name": "Liepas"}]}, "0" * 64)
    later = datetime(2026, 6, 1, tzinfo=UTC)
    with there.database.transaction() as session:
        work_areas.add_publication(session, act)
        work_areas.withdraw(session, "x", at=later)
    with there.database.reading() as session:
        assert work_areas.publications(session, "p") == [replace(act, withdrawn_at=later)]


def test_a_draft_keeps_its_log(there: Context) -> None:
    line = LogLine(AT, "planner", "weights", "Iedzīvotāji lūdza otrādi.")
    draft = SelectionDraft("d", "p", {"purpose": "families"}, blind=True, fixed_at=AT, log=(line,))
    with there.database.transaction() as session:
        selection_drafts.put_draft(session, draft, at=AT)
    with there.database.reading() as session:
        assert selection_drafts.drafts(session, "p") == [replace(draft, changed_at=AT)]


def test_a_support_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(InputRefused):
        Support("centre", "Telpa", "Pašvaldība", date(2026, 9, 1), date(2026, 8, 31))
