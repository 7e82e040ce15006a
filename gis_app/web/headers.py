"""What every answer says to the browser: nothing from elsewhere, nothing guessed, pages never kept; and gzip."""

import gzip
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from gis_app.settings import Settings

COMPRESSED_FROM_BYTES = 1000
_COMPRESSIBLE = {"text/html", "text/plain", "text/csv", "application/json", "application/geo+json", "image/svg+xml"}
_LEVEL = 5  # of 9: a page of 100 kB in 2 ms; the last 3 % of size would take twice as long


def init_app(app: Flask, settings: Settings) -> None:
    """Add the headers to every answer and ``csp_nonce()`` to templates."""
    pictures = _basemap_origin(settings.online_basemap_url)
    app.jinja_env.globals["csp_nonce"] = csp_nonce

    @app.after_request
    def add(answer: Response) -> Response:
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Referrer-Policy"] = "same-origin"
        if answer.mimetype == "text/html":
            answer.headers["Content-Security-Policy"] = _policy(pictures)
            answer.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self)"
        if "Cache-Control" not in answer.headers:
            answer.headers["Cache-Control"] = "no-store"
        return _compress(answer)


def csp_nonce() -> str:
    """Return the nonce of this answer, for ``<script nonce>`` and ``<style nonce>``."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def _policy(pictures: str) -> str:
    own = f"'self' 'nonce-{csp_nonce()}'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {own}",
            f"style-src {own}",
            f"img-src 'self' data: blob:{pictures}",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _basemap_origin(template: str) -> str:
    if not template:
        return ""
    parts = urlsplit(template.replace("{s}", "*"))
    return f" {parts.scheme}://{parts.netloc}"


def _compress(answer: Response) -> Response:
    if answer.mimetype not in _COMPRESSIBLE:
        return answer
    answer.vary.add("Accept-Encoding")
    if not _worth_compressing(answer):
        return answer
    answer.set_data(gzip.compress(answer.get_data(), _LEVEL, mtime=0))
    answer.headers["Content-Encoding"] = "gzip"
    etag, weak = answer.get_etag()
    if etag and not weak:
        answer.set_etag(etag, weak=True)
    return answer


def _worth_compressing(answer: Response) -> bool:
    return (
        request.accept_encodings["gzip"] > 0
        and answer.status_code == 200
        and not answer.is_streamed
        and not answer.direct_passthrough
        and "Content-Encoding" not in answer.headers
        and (answer.content_length or 0) >= COMPRESSED_FROM_BYTES
    )
