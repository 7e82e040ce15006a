"""Answers that were encoded beforehand: gzip where the browser takes it, 304 where it already has it."""

import gzip

from flask import Response, request


def send_encoded(gzipped: bytes, *, mimetype: str, etag: str, keep: str) -> Response:
    """Return an answer whose body was compressed once.

    Parameters
    ----------
    gzipped
        The body, gzipped; unpacked here for the rare client that does not take gzip.
    mimetype, etag
        Its type and its entity tag, without quotes.
    keep
        ``Cache-Control``; ``no-cache`` lets the browser keep the answer but always ask.
    """
    plain = not request.accept_encodings["gzip"]
    answer = Response(gzip.decompress(gzipped) if plain else gzipped, mimetype=mimetype)
    if not plain:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = keep
    answer.set_etag(etag, weak=True)
    answer.make_conditional(request)
    return answer


def send_picture(content: bytes, *, mimetype: str, etag: str, keep: str) -> Response:
    """Return a picture, which is compressed by itself; parameters as of ``send_encoded``."""
    answer = Response(content, mimetype=mimetype)
    answer.headers["Cache-Control"] = keep
    answer.set_etag(etag)
    answer.make_conditional(request)
    return answer
