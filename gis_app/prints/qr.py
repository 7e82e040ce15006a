"""QR codes as vectors, placed by the documents at their printed size."""

import io

import segno


def qr_svg(text: str, *, error: str = "m") -> str:
    """Return the QR code of a text as SVG with the quiet zone of four modules that readers need.

    Parameters
    ----------
    error
        Level of correction (``l``, ``m``, ``q``, ``h``); it is not raised by itself, so the same text has one size.
    """
    picture = io.BytesIO()
    code = segno.make(text, error=error, boost_error=False, micro=False)
    code.save(picture, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, svgns=True, nl=False)
    return picture.getvalue().decode("utf-8")
