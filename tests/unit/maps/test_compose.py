import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import folium

from gis_app.domain.geography import Bounds
from gis_app.domain.layers import Field, Layer
from gis_app.maps.compose import MapParts, View, compose, render
from gis_app.text.words import words_for

HOSTILE = '</script><img src=x onerror="alert(1)">'


def layer(layer_id: str = "zoseni-ciemi", **changes: Any) -> Layer:
    given: dict[str, Any] = {
        "title": {"lv": "Ciemi", "en": "Villages"},
        "project": "zoseni",
        "theme": "boundaries",
        "role": "territories",
        "geometry": "polygon",
        "epsg": 3059,
        "source": {"lv": "Zīmēts ar roku", "en": "Drawn by hand"},
        "licence": "CC0",
        "dated": date(2026, 1, 1),
        "fields": (Field("name", {"lv": "Nosaukums", "en": "Name"}),),
    }
    return Layer(id=layer_id, **{**given, **changes})


def parts(*layers: Layer, language: str = "lv") -> MapParts:
    view = View(x=25.9, y=57.1, zoom=12, bounds=Bounds(25.0, 57.0, 26.0, 57.5, 4326))
    return render(compose(layers, view=view, words=words_for(language), url_of=lambda item: f"/api/{item.id}"))


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [f"{tag} {name}={value}" for name, value in attrs if name in {"src", "href", "style"}]


def test_the_same_layers_give_the_same_map_to_the_letter() -> None:
    assert parts(layer()) == parts(layer())


def test_no_name_in_the_output_is_random() -> None:
    found = parts(layer())
    assert re.findall(r"[0-9a-f]{32}", found.body + found.script) == []


def test_everything_loaded_comes_from_our_own_host() -> None:
    found = parts(layer())
    assert [*found.head, *found.links] == ["/static/vendor/leaflet-1.9.3.css", "/static/vendor/leaflet-1.9.3.js"]
    assert "http" not in found.body + found.script


def test_only_compose_turns_x_and_y_around() -> None:
    script = parts(layer()).script
    assert "center: [57.1, 25.9]" in script
    assert '"maxBounds":[[57.0,25.0,],[57.5,26.0,],],' in "".join(script.split())


def test_an_overlay_knows_where_its_data_is_and_carries_none() -> None:
    script = parts(layer()).script
    assert '"url": "/api/zoseni-ciemi"' in script
    assert "coordinates" not in script


def test_titles_and_labels_follow_the_language() -> None:
    assert '"Ciemi"' in parts(layer()).script
    assert '"Villages"' in parts(layer(), language="en").script


def test_a_hostile_title_cannot_leave_the_script() -> None:
    script = parts(layer(title={"lv": HOSTILE, "en": HOSTILE})).script
    assert "</script" not in script
    assert "<img" not in script


def test_the_body_holds_no_inline_style_and_no_link() -> None:
    links = Links()
    links.feed(parts(layer()).body)
    assert links.found == []


def test_our_canvas_leaves_folium_s_own_lists_alone() -> None:
    parts(layer())
    assert any("jquery" in name for name, _url in folium.Map.default_js)
