"""Leaflet from our own host: the files that ``folium-offline`` carries, checked, trimmed and compressed once."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache

from gis_app.domain.errors import NotFound, NotRun

LEAFLET = "1.9.3"
LEAFLET_JS = f"/static/vendor/leaflet-{LEAFLET}.js"
LEAFLET_CSS = f"/static/vendor/leaflet-{LEAFLET}.css"

_SOURCES = {
    f"leaflet-{LEAFLET}.js": ("leaflet.js", "a7aef147d0d4833c9895c5c20dc8bc51e7383e3c450dda8a0dac1c8713661f9e"),
    f"leaflet-{LEAFLET}.css": ("leaflet.css", "1773dea1910a75efc32ceff8df72d3237efbfff8f28b61860cc69b76f1707080"),
}
_TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
# The bitmaps of the default marker and of the layer switch, neither of which we use; and a map nobody can fetch here.
_UNUSED = re.compile(r"background-image:\s*url\(data:[^)]*\);?|//# sourceMappingURL=\S+")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the page, as it is and gzipped; its content never changes under its name."""

    content: bytes
    gzipped: bytes
    mimetype: str
    etag: str


@cache
def asset(name: str) -> Asset:
    """Return a file served under ``/static/vendor``.

    Raises
    ------
    NotFound
        If the page needs no such file.
    NotRun
        If ``folium-offline`` carries other bytes than those we tested.
    """
    if name not in _SOURCES:
        raise NotFound("not_found")
    # Its module holds 5 MB of libraries we do not serve: imported when the first page asks, not at start.
    from offlinefolium.elements import _res

    source, expected = _SOURCES[name]
    # Its keys are the addresses of other hosts that Folium would load from; only their ends matter here.
    text = next((kept for key, kept in _res.items() if key.endswith(f"/leaflet@{LEAFLET}/dist/{source}")), "")
    digest = hashlib.sha256(text.encode()).hexdigest()
    if digest != expected:
        raise NotRun("asset_changed", file=name)
    content = _UNUSED.sub("", text).strip().encode()
    mimetype = _TYPES[name.rpartition(".")[2]]
    return Asset(content, gzip.compress(content, 9, mtime=0), mimetype, hashlib.sha256(content).hexdigest()[:20])
