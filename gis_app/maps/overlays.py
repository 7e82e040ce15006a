"""An overlay: a Leaflet group that knows where its data is; the page fetches by viewport and zoom."""

from collections.abc import Mapping
from typing import Any

from folium.map import Layer as FoliumLayer
from folium.template import Template

from gis_app.domain.layers import Layer
from gis_app.maps.canvas import name


class Overlay(FoliumLayer):
    """A layer of the map without its data.

    Folium's ``GeoJson(url)`` opens the address on the server and its ``embed=False`` needs synchronous jQuery; this one
    leaves a note for ``static/js/lib/overlays.js``, which asks the address for what the view needs.

    Parameters
    ----------
    layer
        The layer; its title is chosen by the caller.
    title
        Title in the reader's language.
    url
        Address of its features.
    note
        What the page's script needs to draw it and to fill a popup; only JSON values.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.featureGroup([]);
            {{ this.get_name() }}.karte = {{ this.note|tojson }};
            {{ this._parent.get_name() }}.karte.push({{ this.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, layer: Layer, *, title: str, url: str, note: Mapping[str, Any]) -> None:
        super().__init__(name=title, overlay=True, control=False, show=False)
        self._name = "Overlay"
        # An id may hold hyphens, which a variable may not; two layers never differ in that alone in one project.
        name(self, layer.id.replace("-", "_"))
        self.note = {**note, "id": layer.id, "title": title, "url": url}
