"""A meeting before its first mark: what cannot be, what may still change, and what residents have agreed to."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gis_app.domain.errors import Conflict, InputRefused, KarteError, TooLarge
from gis_app.domain.meeting_content import PlaceName, Questions
from gis_app.domain.meetings import Meeting
from gis_app.services.meetings import NewMeeting, get_meeting, list_meetings, set_state
from gis_app.services.preparing import drafts, purposes
from gis_app.services.purpose import current_purpose
from gis_app.services.wiring import Context
from gis_app.store import meetings as store
from gis_app.text import purpose
from tests.meeting_world import SQUARE, Phone, build_world, join

NEW = NewMeeting(
    project="p",
    territory_id=SQUARE,
    title="Vakars",
    starts=datetime(2026, 5, 28, 15, 0, tzinfo=UTC),
    controller="Novada dome",
    contact="dome@example.lv",
    retention_on=date(2026, 11, 1),
)


@pytest.fixture(autouse=True)
def world(context: Context) -> None:
    build_world(context)


def own_words(context: Context, line: str) -> dict[str, str]:
    """Return the usual purpose with one more line in Latvian."""
    texts = purposes.texts_to_edit(context, None)
    return {**texts, "lv": f"{texts['lv']}\n{line}"}


def opened(context: Context, meeting: Meeting, *, people: int = 0) -> Meeting:
    """Return the meeting opened, with so many participants."""
    now = set_state(context, meeting.id, "open")
    for number in range(1, people + 1):
        join(context, now, Phone(number))
    return now


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"starts": datetime(2026, 5, 19, 15, 0, tzinfo=UTC)}, "meeting_in_past"),
        ({"retention_on": date(2026, 5, 27)}, "meeting_retention_early"),
        ({"kind": "point"}, "meeting_ends"),
        ({"kind": "point", "ends": date(2026, 5, 1)}, "meeting_ends"),
        ({"kind": "point", "ends": date(2029, 5, 1)}, "meeting_ends"),
        ({"ends": date(2026, 6, 1)}, "meeting_ends_for_point"),
        ({"questions": Questions(classes=())}, "meeting_classes"),
        ({"questions": Questions(classes=("like", "safety"))}, "meeting_classes"),
        ({"kind": "specialists"}, "meeting_classes"),
        ({"questions": Questions(minutes=0)}, "meeting_minutes"),
        ({"place_names": {"lv": PlaceName("<b>Zosēni</b>")}}, "words_markup"),
        ({"place_names": {"lv": PlaceName("Zo%(x)sni")}}, "words_markup"),
        ({"place_names": {"lv": PlaceName("", "Zosēnu")}}, "place_name_without_first"),
        ({"place_names": {"lv": PlaceName("Z" * 81)}}, "words_long"),
        ({"title": "  "}, "meeting_title"),
        ({"territory_id": "own:nowhere"}, "not_found"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(context: Context, wrong: dict[str, object], code: str) -> None:
    with pytest.raises(KarteError, match=code):
        drafts.prepare(context, replace(NEW, **wrong), {})  # type: ignore[arg-type]
    assert list_meetings(context) == []


def test_a_draft_keeps_everything_that_was_prepared(context: Context) -> None:
    asked = Questions(
        classes=("dislike", "like"),
        wording={"like": {"lv": "Kas jums te mīļš?", "ru": ""}, "usable": {"lv": "nejautā"}},
        identity=("pride",),
        photos=True,
        minutes=90,
    )
    names = {"lv": PlaceName("Zosēni", "Zosēnu", "Zosēnos"), "ru": PlaceName("")}
    made = drafts.prepare(
        context, replace(NEW, questions=asked, place_names=names, next_step=" Ejam  pie domes ", way="hall"), {}
    )
    kept = get_meeting(context, made.id)
    assert kept.questions.classes == ("like", "dislike"), "in the order of the pages"
    assert kept.questions.wording == {"like": {"lv": "Kas jums te mīļš?"}}
    assert (kept.questions.identity, kept.questions.photos, kept.questions.minutes) == (("pride",), True, 90)
    assert dict(kept.place_names) == {"lv": names["lv"]}
    assert (kept.closing.next_step, kept.way, kept.state) == ("Ejam pie domes", "hall", "draft")


def test_rule_6_1_other_words_are_a_new_version_and_the_old_one_stays(context: Context) -> None:
    usual = current_purpose(context)
    first = drafts.prepare(context, NEW, own_words(context, "Būs tēja."))
    again = drafts.prepare(context, NEW, own_words(context, "Būs tēja."))
    other = drafts.prepare(context, NEW, own_words(context, "Būs kafija."))
    plain = drafts.prepare(context, NEW, purposes.texts_to_edit(context, None))
    assert first.purpose_version == again.purpose_version
    assert other.purpose_version not in {None, first.purpose_version}
    assert plain.purpose_version is None
    assert current_purpose(context) == usual, "what one meeting says is not everybody's"
    with context.database.reading() as session:
        assert store.purpose_texts(session, usual) == purpose.TEXTS
        assert "Būs tēja." in store.purpose_texts(session, first.purpose_version or 0)["lv"]
    assert opened(context, first).purpose_version == first.purpose_version


def test_a_purpose_of_ten_kilobytes_is_refused(context: Context) -> None:
    with pytest.raises(TooLarge, match="purpose_long"):
        drafts.prepare(context, NEW, own_words(context, "x" * 10_000))


def test_a_purpose_without_latvian_is_refused(context: Context) -> None:
    english = {"en": purposes.texts_to_edit(context, None)["en"]}
    with pytest.raises(InputRefused, match="purpose_needs_latvian"):
        drafts.prepare(context, NEW, english)


def test_everything_of_a_draft_may_change(context: Context) -> None:
    made = drafts.prepare(context, NEW, {})
    later = replace(NEW, title="Cits vakars", kind="walk", controller="Biedrība", retention_on=date(2027, 1, 1))
    changed = drafts.change(context, made.id, later, own_words(context, "Ejam kājām."))
    assert (changed.title, changed.kind, changed.controller) == ("Cits vakars", "walk", "Biedrība")
    assert changed.purpose_version is not None


def test_after_opening_the_title_and_the_wording_may_change_but_not_what_is_asked(context: Context) -> None:
    made = opened(context, drafts.prepare(context, NEW, {}))
    reworded = replace(NEW, title="Vakars klubā", questions=Questions(wording={"like": {"lv": "Kas jums te mīļš?"}}))
    assert drafts.change(context, made.id, reworded, {}).questions.wording["like"]["lv"] == "Kas jums te mīļš?"
    with pytest.raises(Conflict, match="meeting_settled"):
        drafts.change(context, made.id, replace(NEW, questions=Questions(classes=("like",))), {})


def test_rule_6_1_after_the_first_participant_nobody_changes_what_they_agreed_to(context: Context) -> None:
    made = opened(context, drafts.prepare(context, NEW, {}), people=1)
    for other in (replace(NEW, controller="Cita iestāde"), replace(NEW, contact="cits@example.lv")):
        with pytest.raises(Conflict, match="meeting_settled"):
            drafts.change(context, made.id, other, {})
    with pytest.raises(Conflict, match="meeting_retention_later"):
        drafts.change(context, made.id, replace(NEW, retention_on=date(2026, 12, 1)), {})
    sooner = drafts.change(
        context, made.id, replace(NEW, retention_on=date(2026, 10, 1)), own_words(context, "Cits mērķis.")
    )
    assert sooner.retention_on == date(2026, 10, 1)
    assert sooner.purpose_version == made.purpose_version, "the words they read stay theirs"


def test_a_copy_begins_in_a_week_and_keeps_its_distances(context: Context) -> None:
    made = drafts.prepare(
        context,
        replace(NEW, kind="point", ends=date(2026, 6, 18), next_step="Solis"),
        own_words(context, "Būs tēja."),
    )
    copy = drafts.copied(context, made.id)
    assert (copy.starts.date(), copy.starts.hour) == (date(2026, 5, 27), 18), "the hour in Latvia stays"
    assert copy.ends == date(2026, 6, 17)
    assert copy.retention_on == date(2026, 10, 31)
    assert (copy.next_step, copy.purpose_version) == ("", made.purpose_version)


def test_only_a_draft_is_thrown_away(context: Context) -> None:
    made = drafts.prepare(context, NEW, {})
    assert drafts.delete_draft(context, made.id) == "p"
    assert list_meetings(context) == []
    seen = opened(context, drafts.prepare(context, NEW, {}))
    with pytest.raises(Conflict, match="meeting_not_draft"):
        drafts.delete_draft(context, seen.id)


def test_a_closed_meeting_is_not_changed(context: Context) -> None:
    made = opened(context, drafts.prepare(context, NEW, {}))
    set_state(context, made.id, "closed")
    with pytest.raises(Conflict, match="meeting_over"):
        drafts.change(context, made.id, NEW, {})
