"""The map of a page: Folium's, with assets from our own host and names that do not change."""

from typing import Any

import folium
from branca.element import Element
from folium.template import Template

from gis_app.maps import assets

NAME = "karte"
"""Id of the map's element, and the end of its variable (``map_karte``) in the page's script."""


class Canvas(folium.Map):
    """A Folium map that loads nothing from another host.

    It has its own lists of links (``add_js_link`` changes the list *of the class*) and its own template: Folium's
    forbids zooming the page and adds styles that belong into our style sheet.
    """

    default_js = [("leaflet", assets.LEAFLET_JS)]  # noqa: RUF012 - Folium's own way to name them
    default_css = [("leaflet_css", assets.LEAFLET_CSS)]  # noqa: RUF012

    _template = Template(
        """
        {% macro html(this, kwargs) %}
            <div class="folium-map" id="{{ this.get_name() }}" tabindex="0"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
                center: {{ this.location|tojson }},
                crs: L.CRS.{{ this.crs }},
                ...{{ this.options|tojavascript }}
            });
            {{ this.get_name() }}.karte = [];
        {% endmacro %}
        """
    )

    def __init__(self, *, location: tuple[float, float], zoom: int, **options: Any) -> None:
        super().__init__(location=location, zoom_start=zoom, tiles=None, zoom_control=False)
        # Folium takes min_zoom and max_bounds for its tiles and as a flag; here they are Leaflet's own options.
        self.options |= options
        name(self, NAME)


def name(element: Element, fixed: str) -> None:
    """Give a Folium element a name that is the same every time, instead of 32 random hex digits."""
    element._id = fixed
