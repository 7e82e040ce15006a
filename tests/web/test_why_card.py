"""The why-card of a territory in a selection."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient

from gis_app.domain.roles import Role
from gis_app.services.selection import workbench
from gis_app.services.selection.pooled import GRAZ
from gis_app.services.selection.why import kept_unit
from gis_app.services.selection.wish import Wish
from gis_app.services.wiring import Context
from tests.web.selection_world import build_town

Visit = Callable[[str], FlaskClient]


@pytest.fixture
def kept(context: Context) -> str:
    """The id of a kept selection of the invented town."""
    build_town(context)
    codes = [f"izdomata-{code}" for code in GRAZ]
    wish = Wish("families", "Ģimenēm.", dict.fromkeys(codes, 1.0), dict.fromkeys(codes, "Vajag."), {})
    return workbench.keep(context, project="izdomata", wish=wish, role=Role.PLANNER, account=None).id


def text_of(client: FlaskClient, kept: str, unit: str, language: str = "lv") -> str:
    """Return the words of a card without tags."""
    answer = client.get(f"/{language}/selections/{kept}/units/{unit}")
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


@pytest.mark.parametrize(("role", "status"), [("public", 401), ("representative", 403)])
def test_rule_6_12_a_reason_is_internal_and_no_browser_keeps_it(
    visit: Visit, kept: str, role: str, status: int
) -> None:
    path = f"/lv/selections/{kept}/units/own:0"
    assert visit(role).get(path).status_code == status
    answer = visit("planner").get(path)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Iekšējai lietošanai. Nepievienot lēmuma projektam." in answer.text
    assert "Izdomāta pilsēta" in answer.text


def test_the_parts_of_the_page_sum_to_its_index(context: Context, kept: str) -> None:
    # Two territories are compared: every z-score is -1 for Āres and +1 for Bērzi, and each weight is a sixth.
    low, high = (kept_unit(context, kept, unit, role=Role.PLANNER) for unit in ("own:0", "own:1"))
    assert low.index == pytest.approx(-1.0)
    assert high.index == pytest.approx(1.0)
    assert [reason.part for reason in high.reasons] == pytest.approx([1 / 6] * 6)
    assert high.exact


def test_a_criterion_stands_beside_the_whole_with_its_cases_and_its_years(context: Context, kept: str) -> None:
    # Bērzi: 20 + 25 + 30 = 75 of 300. All four: 33 + 75 + 45 + 90 = 243 of 1200.
    reason = next(
        item for item in kept_unit(context, kept, "own:1", role=Role.PLANNER).reasons if item.id == "izdomata-origin"
    )
    assert (reason.cell.numerator, reason.cell.denominator) == (75.0, 300.0)
    assert reason.whole.rate == pytest.approx(243 / 1200)
    assert [year.own.rate for year in reason.years] == pytest.approx([0.20, 0.25, 0.30])
    # All together in 2021: 10 + 20 + 15 + 30 = 75 of 400; in 2023: 12 + 30 + 15 + 30 = 87 of 400.
    assert reason.change is not None
    assert reason.change.own == pytest.approx(0.10)
    assert reason.change.whole == pytest.approx(0.03)
    assert reason.change.apart == pytest.approx(0.07)


def test_rule_6_12_red_is_shown_only_together_with_green(visit: Visit, kept: str) -> None:
    planner = visit("planner")
    with_both = text_of(planner, kept, "own:0")
    assert with_both.index("Kaimiņi kopj pagalmu.") < with_both.index("Tumšs ceļš gar garāžām.")
    red_alone = text_of(planner, kept, "own:1")
    assert "Pagrabos stāv ūdens." not in red_alone
    assert "Neviena šīs vietas stiprā puse vēl nav pierakstīta." in red_alone


def test_rule_5_a_gap_and_too_few_cases_are_said_in_sentences_and_give_no_index(visit: Visit, kept: str) -> None:
    planner = visit("planner")
    gap, few = (text_of(planner, kept, unit) for unit in ("own:2", "own:3"))
    assert "nav ne izraudzīta, ne noraidīta" in gap
    assert "Indekss" not in gap.split("No kā veidojas indekss")[1].split("Kritērijs")[0]
    assert "Gadījumu ir pārāk maz" in few


def test_rule_5_a_small_number_kept_as_five_is_a_mark_and_no_figure(context: Context, kept: str, visit: Visit) -> None:
    card = kept_unit(context, kept, "own:3", role=Role.PLANNER)
    small = next(item for item in card.reasons if item.id == "izdomata-unemployed-young")
    assert small.veiled
    assert small.cell.small
    rows = re.findall(
        r"<td class=\"number\">(.*?)</td>",
        visit("planner").get(f"/lv/selections/{kept}/units/own:3").text,
        flags=re.DOTALL,
    )
    marks = [row for row in rows if "mazs skaitlis" in row]
    assert any("%" not in row for row in marks)


def test_similar_territories_are_named_and_how_they_were_found(visit: Visit, kept: str) -> None:
    page = text_of(visit("planner"), kept, "own:0")
    assert "Iedzīvotāju skaits te nav ievests" in page


def test_a_territory_that_is_not_in_the_selection_is_not_found(visit: Visit, kept: str) -> None:
    planner = visit("planner")
    assert planner.get(f"/lv/selections/{kept}/units/own:99").status_code == 404
    assert planner.get("/lv/selections/none/units/own:0").status_code == 404


@pytest.mark.parametrize("language", ["lv", "en", "ru"])
def test_the_card_speaks_every_language(visit: Visit, kept: str, language: str) -> None:
    assert "Āres" in text_of(visit("planner"), kept, "own:0", language)


def test_a_territory_of_a_draft_has_its_card_too_and_the_table_leads_to_it(visit: Visit, context: Context) -> None:
    build_town(context)
    planner = visit("planner")
    draft = planner.post("/lv/selections/drafts", data={"project": "izdomata", "purpose": "families"}).location
    card = f"{draft}/units/own:1"
    assert f'href="{card}"' in planner.get(draft).text
    page = planner.get(card)
    assert page.status_code == 200
    assert "Indekss 1,00" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert planner.get(f"{draft}/units/own:99").status_code == 404


def test_in_blind_mode_no_card_shows_before_the_weights_are_fixed(visit: Visit, context: Context) -> None:
    build_town(context)
    planner = visit("planner")
    form = {"project": "izdomata", "purpose": "families", "blind": "yes"}
    draft = planner.post("/lv/selections/drafts", data=form).location
    answer = planner.get(f"{draft}/units/own:1")
    assert answer.status_code == 302
    assert answer.location == draft
