import gzip

import pytest
from offlinefolium import elements

from gis_app.domain.errors import NotFound, NotRun
from gis_app.maps import assets


def test_leaflet_comes_from_the_pinned_library_without_pictures_and_foreign_addresses() -> None:
    script = assets.asset("leaflet-1.9.3.js")
    style = assets.asset("leaflet-1.9.3.css")
    assert b"Leaflet 1.9.3" in script.content
    assert b"sourceMappingURL" not in script.content
    assert b"data:" not in style.content
    assert b"url(http" not in style.content
    assert gzip.decompress(script.gzipped) == script.content


def test_both_files_of_the_page_take_less_than_60_kb_over_the_wire() -> None:
    assert len(assets.asset("leaflet-1.9.3.js").gzipped) + len(assets.asset("leaflet-1.9.3.css").gzipped) < 60_000


def test_a_file_that_the_page_does_not_need_is_not_served() -> None:
    with pytest.raises(NotFound):
        assets.asset("jquery-3.7.1.min.js")


def test_other_bytes_than_those_tested_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = {key: "alert(1)" if key.endswith("/leaflet.js") else text for key, text in elements._res.items()}
    monkeypatch.setattr(elements, "_res", changed)
    assets.asset.cache_clear()
    with pytest.raises(NotRun):
        assets.asset("leaflet-1.9.3.js")
    assets.asset.cache_clear()
