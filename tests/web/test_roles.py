"""Who may reach what: every address of the site, and the roles it opens for.

To add a route, add one line to ``WHO``: its endpoint and ``EVERYBODY``, ``BEARER`` or ``only("worker", "planner")``.

* ``EVERYBODY``: the public and every role get past the door (whatever the answer is then, it is not 401 or 403).
* ``only(…)``: those roles get past it; other roles get 403, the public 401.
* ``BEARER``: a token of a participant or facilitator opens it, never a staff session; without one nothing is given.

Arguments of an address are filled from ``SAMPLES``, else with ``1``. The installation is empty, so 404 is a fine answer
of a door that opened. A route that is not in the table fails the first test: nothing personal, no ranking and no
criterion can become reachable by forgetting.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.routing import Rule

from gis_app.domain.roles import Role
from gis_app.services.wiring import Context
from gis_app.web.security import limiter
from tests.web.conftest import signed_in


@dataclass(frozen=True)
class Who:
    """The roles a route opens for; a bearer route opens for none of them."""

    roles: frozenset[Role]
    bearer: bool = False


def only(*roles: str) -> Who:
    return Who(frozenset(Role(role) for role in roles))


EVERYBODY = only(*Role)
BEARER = Who(frozenset(), bearer=True)

WHO = {
    "admin.active": only("admin"),
    "admin.add": only("admin"),
    "admin.audit": only("admin"),
    "admin.add_project": only("admin"),
    "admin.projects": only("admin"),
    "admin.page": only("admin"),
    "admin.password": only("admin"),
    "admin.settings": only("admin"),
    "api_base.sources": EVERYBODY,
    "api_base.tile": EVERYBODY,
    "api_areas_public.area_of": EVERYBODY,
    "api_areas_public.areas": EVERYBODY,
    "api_jobs.state": EVERYBODY,
    "area_publishing.gate": only("worker", "planner", "admin"),
    "area_publishing.publish": only("planner", "admin"),
    "area_publishing.take_back": only("planner", "admin"),
    "area_publishing.hand_gate": only("worker", "planner", "admin"),
    "area_publishing.hand_publish": only("planner", "admin"),
    "area_publishing.hand_take_back": only("planner", "admin"),
    "hand_areas.file": only("worker", "planner", "admin"),
    "hand_areas.job": only("worker", "planner", "admin"),
    "hand_areas.keep": only("planner"),
    "hand_areas.make": only("worker", "planner", "admin"),
    "hand_areas.page": only("worker", "planner", "admin"),
    "selection_documents.file": only("worker", "planner", "admin"),
    "selection_documents.job": only("worker", "planner", "admin"),
    "selection_documents.make": only("worker", "planner", "admin"),
    "selection_documents.page": only("worker", "planner", "admin"),
    "public_areas.listing": EVERYBODY,
    "public_areas.one": EVERYBODY,
    "api_live.changes": only("worker", "planner", "admin"),
    "api_layers.features": EVERYBODY,
    "api_layers.listing": EVERYBODY,
    "api_layers.territories": EVERYBODY,
    "api_raster.tile": EVERYBODY,
    "api_raster.value": EVERYBODY,
    "api_helper.begin": BEARER,
    "api_helper.begin_person": BEARER,
    "api_helper.meeting": BEARER,
    "api_helper.place": BEARER,
    "api_helper.remove": BEARER,
    "api_helper.answer": BEARER,
    "api_tablet.state": BEARER,
    "helper.page": EVERYBODY,
    "short_helper.short_link": EVERYBODY,
    "helpers.end": only("worker"),
    "helpers.make": only("worker"),
    "helpers.page": only("worker"),
    "api_meetings.change": BEARER,
    "api_meeting_places.places": EVERYBODY,
    "api_meetings.facts": EVERYBODY,
    "api_meetings.join": BEARER,
    "api_meetings.mine": BEARER,
    "api_meetings.of_card": BEARER,
    "api_meetings.phase": EVERYBODY,
    "api_meetings.place": BEARER,
    "api_meetings.remove": BEARER,
    "api_meetings.remove_all_of_card": BEARER,
    "api_meetings.remove_of_card": BEARER,
    "api_answers.mine": BEARER,
    "api_answers.of_card": BEARER,
    "api_answers.place": BEARER,
    "api_answers.remove": BEARER,
    "api_photos.keep": BEARER,
    "api_photos.remove": BEARER,
    "api_photos.show": EVERYBODY,
    "photo_review.decide": only("worker", "admin"),
    "photo_review.decide_answer": only("worker", "admin"),
    "photo_review.one": only("worker", "planner", "admin"),
    "photo_review.page": only("worker", "planner", "admin"),
    "photo_review.picture": only("worker", "planner", "admin"),
    "packs.arrival": only("worker"),
    "packs.erase": only("worker"),
    "packs.pack": only("worker"),
    "packs.page": only("worker"),
    "packs.take": only("worker"),
    "reports.create": EVERYBODY,
    "reports.decided": only("worker", "admin"),
    "reports.follow": EVERYBODY,
    "reports.mine": EVERYBODY,
    "reports.new": EVERYBODY,
    "reports.page": EVERYBODY,
    "reports.review": only("worker", "admin"),
    "reports.switch": only("admin"),
    "api_selections.answer": only("planner"),
    "api_selections.doubt": only("planner"),
    "api_search.hits": EVERYBODY,
    "api_wall.facts": BEARER,
    "api_wall.feed": BEARER,
    "close.end": only("worker"),
    "close.page": only("worker", "planner", "admin"),
    "close.save": only("worker"),
    "close.waiting": only("worker", "planner", "admin"),
    "data.page": EVERYBODY,
    "deletion.page": only("admin"),
    "downloads.figures": only("worker", "planner", "admin"),
    "downloads.layer": EVERYBODY,
    "downloads.listing": EVERYBODY,
    "ogc.api": EVERYBODY,
    "ogc.collection": EVERYBODY,
    "ogc.collections": EVERYBODY,
    "ogc.conformance": EVERYBODY,
    "ogc.item": EVERYBODY,
    "ogc.items": EVERYBODY,
    "ogc.landing": EVERYBODY,
    "home.front_door": EVERYBODY,
    "home.healthz": EVERYBODY,
    "import_history.ask_undo": only("planner", "admin"),
    "import_history.listing": only("planner", "admin"),
    "import_history.one": only("planner", "admin"),
    "import_history.undo": only("planner", "admin"),
    "import_history.working": only("planner", "admin"),
    "imports.about": only("planner", "admin"),
    "imports.choose": only("planner", "admin"),
    "imports.confirm": only("planner", "admin"),
    "imports.correct": only("planner", "admin"),
    "imports.describe": only("planner", "admin"),
    "imports.discard": only("planner", "admin"),
    "imports.map_columns": only("planner", "admin"),
    "imports.name_units": only("planner", "admin"),
    "imports.one": only("planner", "admin"),
    "imports.preview": only("planner", "admin"),
    "imports.problems": only("planner", "admin"),
    "imports.problems_file": only("planner", "admin"),
    "imports.purpose": only("planner", "admin"),
    "imports.store": only("planner", "admin"),
    "imports.upload": only("planner", "admin"),
    "indicators.describe": only("planner", "admin"),
    "indicators.page": only("worker", "planner", "admin"),
    "login.out": EVERYBODY,
    "login.page": EVERYBODY,
    "login.submit": EVERYBODY,
    "map.listing": EVERYBODY,
    "map.page": EVERYBODY,
    "review.batch": only("worker", "admin"),
    "review.decide": only("worker", "admin"),
    "review.hand_over": only("worker", "admin"),
    "review.queue": only("worker", "planner", "admin"),
    "review.urgent": only("worker", "admin"),
    "resources.listing": EVERYBODY,
    "resources.page": EVERYBODY,
    "meetings.code_picture": only("worker", "planner", "admin"),
    "meetings.headcount": only("worker"),
    "meetings.listing": only("worker", "planner", "admin"),
    "meetings.page": only("worker", "planner", "admin"),
    "meetings.rows": only("worker", "planner", "admin"),
    "meetings.show": only("worker", "planner", "admin"),
    "meetings.state": only("worker"),
    "kit.file": only("worker"),
    "kit.page": only("worker"),
    "kit.picture": only("worker"),
    "kit.prepare": only("worker"),
    "paper.answer": only("worker"),
    "publishing.feedback_print": only("worker", "planner", "admin"),
    "paper.enter": only("worker"),
    "paper.page": only("worker"),
    "paper.people": only("worker"),
    "paper.reading": only("worker"),
    "paper.undo": only("worker"),
    "phone.card": EVERYBODY,
    "phone.enter": EVERYBODY,
    "phone.meeting": EVERYBODY,
    "area_form.edit": only("worker", "planner", "admin"),
    "area_form.save": only("planner"),
    "areas.delete": only("planner"),
    "areas.job": only("worker", "planner", "admin"),
    "areas.keep": only("planner"),
    "areas.keep_proposal": only("planner"),
    "areas.lights": only("worker", "planner", "admin"),
    "areas.links": only("planner"),
    "areas.page": only("worker", "planner", "admin"),
    "areas.propose": only("worker", "planner", "admin"),
    "areas.search": only("planner"),
    "areas.take": only("worker", "planner", "admin"),
    "selections.act": only("planner"),
    "selections.begin": only("planner"),
    "selection_time.page": only("worker", "planner", "admin"),
    "area_join.page": only("worker", "planner", "admin"),
    "neighbourhood.page": only("worker", "planner", "admin"),
    "selection_why.drafted": only("planner"),
    "selection_why.kept": only("worker", "planner", "admin"),
    "selections.bench": only("planner"),
    "selections.draft": only("planner"),
    "selections.file": only("planner"),
    "selections.file_of_draft": only("planner"),
    "selections.listing": only("worker", "planner", "admin"),
    "selections.load_criteria": only("planner"),
    "selections.one": only("worker", "planner", "admin"),
    "preflight.again": only("worker"),
    "preflight.code_picture": only("worker", "planner", "admin"),
    "preflight.page": only("worker", "planner", "admin"),
    "preflight.rows": only("worker", "planner", "admin"),
    "preflight.tick": only("worker"),
    "trial.device": EVERYBODY,
    "trial.hear": EVERYBODY,
    "prepare.add_plan": only("worker"),
    "prepare.before": only("worker", "planner", "admin"),
    "prepare.change": only("worker"),
    "prepare.copy": only("worker"),
    "prepare.create": only("worker"),
    "prepare.delete": only("worker"),
    "prepare.edit": only("worker"),
    "prepare.new": only("worker"),
    "publishing.feedback": only("worker", "planner", "admin"),
    "publishing.gate": only("worker", "planner", "admin"),
    "publishing.outcome": only("worker", "admin"),
    "publishing.preview_photo": only("worker", "planner", "admin"),
    "publishing.publish": only("worker", "admin"),
    "publishing.results": EVERYBODY,
    "publishing.take_back": only("worker", "admin"),
    "publishing.talked": only("worker", "admin"),
    "prepare.remove_plan": only("worker"),
    "prints.file": EVERYBODY,
    "prints.job": EVERYBODY,
    "prints.page": EVERYBODY,
    "prints.preview": EVERYBODY,
    "prints.scales": EVERYBODY,
    "prints.submit": EVERYBODY,
    "short.card_short": EVERYBODY,
    "short.code_short": EVERYBODY,
    "short.meeting_short": EVERYBODY,
    "static": EVERYBODY,
    "tablet.page": EVERYBODY,
    "talk.in_hand": only("worker"),
    "talk.move": only("worker"),
    "talk.page": only("worker", "planner", "admin"),
    "talk.pick": only("worker"),
    "talk.remove": only("worker"),
    "talk.save": only("worker"),
    "territories.card": EVERYBODY,
    "vendor.file": EVERYBODY,
    "wall.end_screens": only("worker"),
    "wall.freeze": only("worker"),
    "wall.open_screen": only("worker"),
    "wall.page": EVERYBODY,
    "wall.phase": only("worker"),
}
SOME_ID = "00000000-0000-4000-8000-000000000000"
SAMPLES = {"language": "lv", "filename": "css/base.css", "draft_id": SOME_ID, "job_id": SOME_ID}
REFUSED = {401, 403}
# A login that fails answers 401 too: it is the door itself.
DOOR = {"login.submit"}


@pytest.fixture
def rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def test_every_route_is_in_the_table(rules: list[Rule]) -> None:
    assert sorted({rule.endpoint for rule in rules} - WHO.keys()) == []


def test_the_table_has_no_route_that_is_gone(rules: list[Rule]) -> None:
    assert sorted(WHO.keys() - {rule.endpoint for rule in rules}) == []


def test_each_route_opens_for_exactly_the_roles_of_the_table(
    app: Flask, context: Context, rules: list[Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    monkeypatch.setattr(limiter, "enabled", False)
    wrong = [problem for rule in rules for role in Role for problem in problems_of(app, context, rule, role)]
    assert wrong == []


def problems_of(app: Flask, context: Context, rule: Rule, role: Role) -> Iterator[str]:
    if rule.endpoint in DOOR:
        return
    who = WHO[rule.endpoint]
    with app.test_request_context():
        url = app.url_map.bind("localhost").build(rule.endpoint, {key: SAMPLES.get(key, "1") for key in rule.arguments})
    for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
        status = signed_in(app, context, role).open(url, method=method).status_code
        if not fits(who, role, status):
            yield f"{method} {url} answers {role} with {status}"


def fits(who: Who, role: Role, status: int) -> bool:
    """Whether a status is right for a role: refused or not, and never a crash."""
    if who.bearer:
        return 400 <= status < 500
    if role in who.roles:
        return status not in REFUSED and (status < 500 or status == 503)
    return status == (401 if role is Role.PUBLIC else 403)
