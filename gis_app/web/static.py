"""Our own CSS, scripts and icons: kept by browsers for a year, compressed once.

The address carries a hash of the whole folder (``/static/~3f9a1c/js/map.js``): modules that import each other by a
relative path stay in one version, and a changed file is a new address.
"""

import gzip
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, url_for
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

from gis_app import paths
from gis_app.web.encoded import send_encoded

FOREVER = "max-age=31536000, immutable"
# Not left to the operating system: on some Windows machines its table calls a module text/plain and no page starts.
TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


def init_app(app: Flask) -> None:
    """Serve ``static/`` as the endpoint ``static``; every ``url_for('static', filename=…)`` carries the version."""
    version = folder_version(paths.STATIC)
    app.add_url_rule("/static/<path:filename>", "static", _serve)
    app.add_url_rule("/static/~<version>/<path:filename>", "static", _serve)

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            values.setdefault("version", version)

    app.jinja_env.globals["static_url"] = static_url


def static_url(filename: str) -> str:
    """Return the address of a file of ``static/``, with its version."""
    return url_for("static", filename=filename)


def folder_version(folder: Path) -> str:
    """Return 10 hex digits that change when any file below the folder does."""
    digest = sha256()
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:10]


def _serve(filename: str, version: str | None = None) -> Response:
    path = safe_join(str(paths.STATIC), filename)
    mimetype = TYPES.get(Path(filename).suffix.lower())
    if path is None or mimetype is None or not Path(path).is_file():
        raise NotFound
    gzipped, etag = _gzipped(path, Path(path).stat().st_mtime_ns)
    return send_encoded(gzipped, mimetype=mimetype, etag=etag, keep=FOREVER if version else "no-cache")


@lru_cache(maxsize=256)
def _gzipped(path: str, _changed: int) -> tuple[bytes, str]:
    content = Path(path).read_bytes()
    return gzip.compress(content, 9, mtime=0), sha256(content).hexdigest()[:16]
