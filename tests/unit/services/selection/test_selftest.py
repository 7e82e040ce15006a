from pathlib import Path

import pytest

from gis_app.domain.errors import NotRun
from gis_app.services.selection.selftest import selftest
from gis_app.settings import Settings

PUBLISHED = Settings.from_environment().validation_dir


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published tables are not on this machine")
def test_published_indices_of_berlin_and_the_oecd_come_out_the_same() -> None:
    checks = {check.name: (check.right, check.total) for check in selftest(PUBLISHED)}
    assert checks == {
        "Berlin MSS 2021: z": (536, 536),
        "Berlin MSS 2021: status": (536, 536),
        "Berlin MSS 2021: dynamics": (536, 536),
        "OECD TAI: equal": (23, 23),
        "OECD TAI: budget": (23, 23),
        "OECD TAI: geometric": (23, 23),
    }


def test_without_the_tables_nothing_is_said_to_pass(tmp_path: Path) -> None:
    with pytest.raises(NotRun):
        selftest(tmp_path)
