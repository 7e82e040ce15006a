import json
from pathlib import Path
from typing import Any

import pytest

from gis_app.catalog.statistics.jsonstat import is_jsonstat, read_jsonstat
from gis_app.catalog.statistics.read import read_statistics
from gis_app.domain.errors import InputRefused
from tests.unit.catalog.statistics.world import figures

# Written by hand from the published format (json-stat.org/full), each as one kind of office answers.
PXWEB: dict[str, Any] = {
    "version": "2.0",
    "class": "dataset",
    "label": "Population by Territorial unit, Indicator and Time period",
    "source": "Central Statistical Bureau",
    "updated": "2024-05-28T10:00:00Z",
    "note": ["… data not available"],
    "role": {"time": ["TIME"], "metric": ["ContentsCode"]},
    "id": ["AREA", "ContentsCode", "TIME"],
    "size": [3, 1, 2],
    "dimension": {
        "AREA": {
            "label": "Territorial unit",
            "category": {
                "index": {"LV": 0, "LV0001000": 1, "LV0022000": 2},
                "label": {"LV": "Latvia", "LV0001000": "Rīga", "LV0022000": "..Talsu novads"},
            },
        },
        "ContentsCode": {
            "label": "Indicator",
            "category": {
                "index": {"P": 0},
                "label": {"P": "Number"},
                "unit": {"P": {"base": "persons", "decimals": 0}},
            },
        },
        "TIME": {"label": "Time period", "category": {"index": {"2020": 0, "2021": 1}}},
    },
    "value": [1907675, 1893223, 621120, 614618, None, 0],
    "status": {"4": "…"},
}
EUROSTAT: dict[str, Any] = {
    "version": "2.0",
    "class": "dataset",
    "label": "Unemployment rate",
    "value": {"0": 7.1, "2": 6.0},
    "status": {"1": ":c", "0": "p"},
    "id": ["freq", "unit", "geo", "time"],
    "size": [1, 1, 2, 2],
    "dimension": {
        "freq": {"label": "Time frequency", "category": {"index": {"A": 0}, "label": {"A": "Annual"}}},
        "unit": {"label": "Unit of measure", "category": {"index": {"PC": 0}, "label": {"PC": "Percentage"}}},
        "geo": {
            "label": "Geopolitical entity",
            "category": {"index": {"LV003": 0, "LV005": 1}, "label": {"LV003": "Kurzeme", "LV005": "Latgale"}},
        },
        "time": {
            "label": "Time",
            "category": {"index": {"2019": 0, "2020": 1}, "label": {"2019": "2019", "2020": "2020"}},
        },
    },
}
WITHOUT_ROLES: dict[str, Any] = {
    "version": "2.0",
    "class": "dataset",
    "id": ["Maakond", "Aasta", "Näitaja"],
    "size": [2, 2, 2],
    "value": [1, 2, 3, 4, 5, 6, "..", None],
    "status": ["", "", "", "", "", "", "", "x"],
    "dimension": {
        "Maakond": {
            "label": "Maakond",
            "category": {"index": ["37", "39"], "label": {"37": "Harju county", "39": "Hiiu county"}},
        },
        "Aasta": {"label": "Aasta", "category": {"index": ["2019", "2020"]}},
        "Näitaja": {"label": "Näitaja", "category": {"index": ["b", "d"], "label": {"b": "Births", "d": "Deaths"}}},
    },
}
FIRST_VERSION: dict[str, Any] = {
    "dataset": {
        "label": "Folk",
        "value": [1, 2],
        "dimension": {
            "id": ["kommune", "tid"],
            "size": [2, 1],
            "role": {"time": ["tid"], "geo": ["kommune"]},
            "kommune": {
                "label": "kommune",
                "category": {"index": ["0301", "1103"], "label": {"0301": "Oslo", "1103": "Stavanger"}},
            },
            "tid": {"label": "år", "category": {"label": {"2020": "2020"}}},
        },
    }
}


def _read(document: dict[str, Any]) -> Any:
    return read_jsonstat(json.dumps(document).encode(), name="dati.json")


def test_the_answer_of_px_web_gives_codes_names_periods_unit_and_no_data() -> None:
    found = _read(PXWEB)
    assert [(measure.label, measure.unit) for measure in found.measures] == [("Population", "persons")]
    assert (found.source, str(found.updated)) == ("Central Statistical Bureau", "2024-05-28")
    assert figures(found, "code", "name", "period", "value", "status", "sign")[2:] == [
        ("LV0001000", "Rīga", "2020", 621120.0, "published", ""),
        ("LV0001000", "Rīga", "2021", 614618.0, "published", ""),
        ("LV0022000", "Talsu novads", "2020", None, "no_data", "…"),
        ("LV0022000", "Talsu novads", "2021", 0.0, "published", ""),
    ]


def test_sparse_values_and_letters_of_eurostat_are_kept_apart() -> None:
    found = _read(EUROSTAT)
    assert [(measure.label, measure.unit) for measure in found.measures] == [("Unemployment rate", "Percentage")]
    assert figures(found, "code", "period", "value", "status") == [
        ("LV003", "2019", 7.1, "provisional"),
        ("LV003", "2020", None, "suppressed"),
        ("LV005", "2019", 6.0, "published"),
        ("LV005", "2020", None, "no_data"),
    ]


def test_an_answer_without_roles_is_understood_by_its_words() -> None:
    found = _read(WITHOUT_ROLES)
    assert [measure.label for measure in found.measures] == ["Births", "Deaths"]
    assert figures(found, "name", "period", "indicator", "value", "status")[-3:] == [
        ("Hiiu county", "2019", "Deaths", 6.0, "published"),
        ("Hiiu county", "2020", "Births", None, "no_data"),
        ("Hiiu county", "2020", "Deaths", None, "suppressed"),
    ]


def test_a_bundle_of_the_first_version_is_read() -> None:
    assert figures(_read(FIRST_VERSION), "code", "name", "period", "value") == [
        ("0301", "Oslo", "2020", 1.0),
        ("1103", "Stavanger", "2020", 2.0),
    ]


def test_a_collection_with_its_datasets_inside_is_read(tmp_path: Path) -> None:
    collection = {"version": "2.0", "class": "collection", "link": {"item": [PXWEB, EUROSTAT]}}
    (tmp_path / "dati.json").write_text(json.dumps(collection), encoding="utf-8")
    assert len(read_statistics(tmp_path / "dati.json").frame) == 6
    assert len(read_statistics(tmp_path / "dati.json", part="Unemployment rate").frame) == 4


def test_a_collection_that_only_points_elsewhere_holds_no_figures() -> None:
    links = {"version": "2.0", "class": "collection", "link": {"item": [{"class": "dataset", "href": "x.json"}]}}
    assert not is_jsonstat(json.dumps(links).encode())
    with pytest.raises(InputRefused) as refusal:
        _read(links)
    assert refusal.value.code == "jsonstat_no_dataset"


def test_values_that_do_not_fit_the_sizes_are_refused() -> None:
    with pytest.raises(InputRefused) as refusal:
        _read({**PXWEB, "value": [1, 2]})
    assert refusal.value.code == "jsonstat_sizes"
