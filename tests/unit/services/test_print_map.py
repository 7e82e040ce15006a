from dataclasses import replace
from datetime import date

import pytest

from gis_app.domain.errors import Infeasible, InputRefused, KarteError, NotFound, TooLarge, UnknownCode
from gis_app.services import jobs
from gis_app.services.print_map import KIND, choices, only_public, preview, print_map, sheet_of
from gis_app.services.print_request import PrintRequest
from gis_app.services.wiring import Context
from tests.print_world import EAST, NORTH, build_print_world
from tests.unit.prints.pdf import text_of

ASKED = PrintRequest(project="there", day=date(2026, 11, 22))


@pytest.fixture
def there(context: Context) -> Context:
    build_print_world(context)
    return context


def test_a_territory_is_shown_whole_at_the_largest_scale_and_named_in_the_title(there: Context) -> None:
    sheet = sheet_of(there, replace(ASKED, territory="own:1@2021-01-01"))
    # 1000 m of ground and 3 % of air each side: 106 mm at 1:10 000, 212 at 1:5000, and the frame is 211 mm wide.
    assert (sheet.title, sheet.subtitle, sheet.ground.scale) == ("Zosēni", "Tur", 7500)
    view = sheet.ground.bounds
    assert view.west < EAST
    assert view.east > EAST + 1000
    assert view.south < NORTH
    assert view.north > NORTH + 800


def test_the_sheet_names_streets_and_places(there: Context) -> None:
    text = text_of(print_map(there, replace(ASKED, territory="own:1@2021-01-01")))
    for words in ("Zosu iela", "Ģimeņu bibliotēka", "Slānis there-areas", "Mēģinājuma dati"):
        assert words in text


def test_rule_6_4_a_sensitive_place_is_on_no_sheet(there: Context) -> None:
    request = replace(ASKED, layers=("there-resursi",))
    assert "Klusums" not in text_of(print_map(there, request))
    assert "Klusums" not in preview(there, request)
    assert [layer.id for layer in choices(there, request).layers if "internal" in layer.id] == []


def test_rule_6_7_a_layer_that_is_not_published_cannot_be_printed(there: Context) -> None:
    request = replace(ASKED, layers=("there-areas", "there-internal"))
    with pytest.raises(NotFound, match="layer_not_found"):
        print_map(there, request)
    assert only_public(there, request).layers == ("there-areas",)
    assert "Slepens" not in text_of(print_map(there, ASKED))


def test_the_command_line_the_job_and_the_page_give_the_same_bytes(there: Context) -> None:
    request = replace(ASKED, box=(EAST, NORTH, EAST + 900, NORTH + 700), epsg=3059, layers=("there-houses",))
    job_id = jobs.enqueue(there, KIND, request.to_parameters(), account=None)
    jobs.run_next(there)
    job = jobs.get_job(there, job_id, account=None)
    assert job.state == "done", job.problem
    assert jobs.result_file(there, job, "karte.pdf").read_bytes() == print_map(there, request)


def test_a_request_survives_its_journey_through_the_queue() -> None:
    request = replace(ASKED, box=(1, 2, 3, 4), layers=("a", "b"), scale=5000, palette="grey", large=True)
    assert PrintRequest.from_parameters(request.to_parameters()) == request


def test_a_place_that_fits_no_scale_is_refused_with_the_smallest_one(there: Context) -> None:
    with pytest.raises(Infeasible, match="1 : 200000"):
        print_map(there, replace(ASKED, box=(20, 55, 29, 59)))


def test_an_invented_project_says_so(there: Context) -> None:
    assert "IZDOMĀTA PILSĒTA" in text_of(print_map(there, replace(ASKED, project="town")))
    assert "INVENTED TOWN" in text_of(print_map(there, replace(ASKED, project="town", language="en")))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (replace(ASKED, paper="a7"), "unknown_paper"),
        (replace(ASKED, orientation="flat"), "unknown_orientation"),
        (replace(ASKED, scale=1234), "unknown_scale"),
        (replace(ASKED, territory="own:9@2021-01-01"), "territory_not_found"),
        (replace(ASKED, project="town", territory="own:1@2021-01-01"), "territory_not_found"),
        (replace(ASKED, project="nowhere"), "project_not_found"),
    ],
)
def test_what_cannot_be_printed_is_refused(there: Context, wrong: PrintRequest, code: str) -> None:
    with pytest.raises(KarteError, match=code):
        print_map(there, wrong)


def test_a_request_is_checked_when_it_is_made() -> None:
    with pytest.raises(TooLarge, match="title_too_long"):
        replace(ASKED, title="x" * 121)
    with pytest.raises(InputRefused, match="center_needs_scale"):
        replace(ASKED, center=(24.0, 57.0))
    with pytest.raises(UnknownCode, match="unknown_palette"):
        replace(ASKED, palette="pink")


def test_the_choices_say_which_scales_show_everything(there: Context) -> None:
    found = choices(there, ASKED)
    # 2000 m in a frame of 211 mm: 1:10 000 is the first that holds it.
    assert min(found.fitting) == 10_000
    assert {layer.id for layer in found.layers} >= {"there-areas", "there-houses", "there-resursi"}
    assert [one.name for one in found.territories] == ["Zosēni", "Ābeļi"]
