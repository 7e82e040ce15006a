"""QR codes of addresses that pages show."""

import io

import segno
from flask import Response


def qr_picture(address: str) -> Response:
    """Return the code of an address as an answer of its own, which no browser keeps."""
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="svg", border=2, scale=8, dark="#000", light="#fff")
    return Response(picture.getvalue(), mimetype="image/svg+xml", headers={"Cache-Control": "no-store"})


def qr_data(address: str, *, border: int = 2) -> str:
    """Return the code of an address for the ``src`` of a picture; ``border`` is its quiet zone in modules."""
    code = segno.make(address, error="m")
    return str(code.svg_data_uri(border=border, scale=8, dark="#000", light="#fff"))
