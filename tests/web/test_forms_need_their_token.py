"""Another site cannot send a form of ours with the cookie of somebody who is logged in."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from gis_app.domain.roles import Role
from gis_app.services.wiring import Context
from gis_app.web.security import limiter
from tests.meeting_world import build_world, new_meeting
from tests.web.conftest import signed_in
from tests.web.test_roles import SAMPLES

WITHOUT_COOKIE = ("api_answers", "api_helper", "api_meetings", "api_photos", "api_tablet", "prints", "trial")
"""What a bearer token opens, or what anybody may do: a cookie that comes along opens nothing more."""


def _forms(app: Flask) -> list[Rule]:
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())]
    return [rule for rule in rules if rule.endpoint.partition(".")[0] not in WITHOUT_COOKIE]


def test_every_form_is_refused_without_its_token(app: Flask, context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiter, "enabled", False)
    build_world(context)
    meeting = new_meeting(context)
    client = signed_in(app, context, Role.ADMIN)
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
    taken = []
    for rule in _forms(app):
        names = {name: SAMPLES.get(name, "1") for name in rule.arguments}
        names |= {"meeting_id": meeting.id} if "meeting_id" in names else {}
        answer = client.post(adapter.build(rule.endpoint, names, method="POST"))
        if answer.status_code != 400 or "sūtīta no citas vietas" not in answer.text:
            taken.append(f"{rule.endpoint} {answer.status_code}")
    assert taken == []


@pytest.mark.parametrize("room", ["paper", "kit", "reports", "review", "publishing", "close", "talk", "packs"])
def test_the_forms_of_each_room_are_among_them(app: Flask, room: str) -> None:
    assert room in {rule.endpoint.partition(".")[0] for rule in _forms(app)}
