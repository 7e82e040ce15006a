import pytest

from gis_app.services.imports.registry import TARGETS
from gis_app.services.imports.target import OPTION_KINDS
from gis_app.text.labels import LABELS


@pytest.mark.parametrize("code", sorted(TARGETS))
def test_everything_a_target_asks_has_words(code: str) -> None:
    target = TARGETS[code]
    assert code in LABELS["import_target"]
    assert code in LABELS["import_target_help"]
    assert {*target.required, *target.optional} - set(LABELS["import_role"]) == set()
    assert {option.name for option in target.options} - set(LABELS["import_option"]) == set()


@pytest.mark.parametrize("code", sorted(TARGETS))
def test_every_option_of_a_target_can_be_shown(code: str) -> None:
    for option in TARGETS[code].options:
        assert option.kind in OPTION_KINDS
        assert bool(option.codes) == (option.kind == "choice")
        assert set(option.codes) <= set(LABELS[option.labels] if option.labels else option.codes)
