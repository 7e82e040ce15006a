"""Answers that were encoded beforehand: gzip where the browser takes it, 304 where it already has it."""

import gzip

from flask import Response, request


def send_encoded(gzipped: bytes, *, mimetype: str, etag: str, max_age: int | None, immutable: bool = False) -> Response:
    """Return an answer whose body was compressed once.

    Parameters
    ----------
    gzipped
        The body, gzipped; unpacked here for the rare client that does not take gzip.
    mimetype, etag
        Its type and its entity tag, without quotes.
    max_age
        Seconds for which the browser need not ask again; None lets it keep but always ask.
    immutable
        Whether the content under this address never changes.
    """
    plain = not request.accept_encodings["gzip"]
    answer = Response(gzip.decompress(gzipped) if plain else gzipped, mimetype=mimetype)
    if not plain:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    keep = "no-cache" if max_age is None else f"max-age={max_age}"
    answer.headers["Cache-Control"] = f"{keep}, immutable" if immutable else keep
    answer.set_etag(etag, weak=True)
    answer.make_conditional(request)
    return answer
