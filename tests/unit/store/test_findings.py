from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.findings import Finding
from gis_app.store.database import Database
from gis_app.store.findings import findings, put_findings
from gis_app.store.models import ProjectRow

PARK = Finding(
    id="b6f0c6f4-1111-4222-8333-444455556666",
    project="here",
    territory_id=None,
    theme="physical",
    light="green",
    text="Parkā bērni spēlējas līdz vēlam vakaram.",
    status="confirmed",
    source="saruna",
    day=date(2024, 5, 14),
    published=True,
)


def test_findings_come_back_by_theme_and_a_second_time_replaces(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/test.sqlite", work_epsg=3059)
    database.migrate()
    trade = replace(PARK, id="a6f0c6f4-1111-4222-8333-444455556666", theme="economy", light="red", published=False)
    with database.transaction() as session:
        session.add(ProjectRow(code="here", title={"lv": "Te"}))
        session.flush()
        put_findings(session, [PARK, trade])
        put_findings(session, [replace(PARK, status="solved")])
    with database.reading() as session:
        assert findings(session, "here") == [trade, replace(PARK, status="solved")]
        assert findings(session, "here", territory_ids=["own:x@2020-01-01"]) == []
        assert findings(session, "elsewhere") == []
    database.close()


def test_rule_6_12_a_red_finding_cannot_be_published() -> None:
    with pytest.raises(InputRefused, match="red_is_internal"):
        replace(PARK, light="red")


@pytest.mark.parametrize(("field", "value"), [("light", "blue"), ("theme", "weather"), ("status", "perhaps")])
def test_an_unknown_code_of_a_finding_names_the_allowed_ones(field: str, value: str) -> None:
    with pytest.raises(UnknownCode) as refused:
        replace(PARK, **{field: value})  # type: ignore[arg-type]  # the wrong value is the point
    assert refused.value.params["value"] == value
    assert refused.value.params["expected"]
