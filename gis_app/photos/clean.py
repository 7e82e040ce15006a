"""One photo: recognised, limited, turned upright, made smaller and encoded again without any of its metadata."""

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from pi_heif import register_heif_opener
from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from gis_app.domain.errors import InputRefused, TooLarge

MAX_BYTES = 12_000_000
"""A photo of a telephone has 2 to 8 MB; the page makes it smaller before it is sent."""
MAX_PIXELS = 64_000_000
LONGEST_PX = 1600
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
QUALITY = 82
_BLOCKS = 9
"""A blurred box keeps at most this many squares along its longer side: not enough to know a face or a number."""

register_heif_opener(thumbnails=False)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a picture, as shares of its width and height (0–1), from the upper left corner."""

    left: float
    top: float
    width: float
    height: float

    def __post_init__(self) -> None:
        sides = (self.left, self.top, self.left + self.width, self.top + self.height)
        if not all(-0.001 <= side <= 1.001 for side in sides) or self.width <= 0 or self.height <= 0:
            raise InputRefused("photo_box_refused")


def clean_photo(content: bytes) -> bytes:
    """Return the picture as JPEG of at most ``LONGEST_PX`` pixels a side: no EXIF, no profile, no second file.

    Raises
    ------
    TooLarge
        If it has more than ``MAX_BYTES`` bytes or ``MAX_PIXELS`` pixels.
    InputRefused
        If it is not a picture of one of ``FORMATS``, or damaged.
    """
    if len(content) > MAX_BYTES:
        raise TooLarge("photo_too_large", expected=MAX_BYTES // 1_000_000)
    with _opened(content) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise TooLarge("photo_too_many_pixels", expected=MAX_PIXELS // 1_000_000)
        try:
            picture.draft("RGB", (2 * LONGEST_PX, 2 * LONGEST_PX))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_PX, LONGEST_PX), Image.Resampling.LANCZOS)
            return _encoded(_on_white(upright))
        except (OSError, ValueError, SyntaxError, MemoryError):
            raise InputRefused("photo_damaged") from None


def blurred(content: bytes, boxes: Sequence[Box]) -> bytes:
    """Return a clean photo with these boxes made unrecognisable: a coarse mosaic, then smoothed.

    Raises
    ------
    InputRefused
        If the content is not a picture.
    """
    with _opened(content) as picture:
        image = picture.convert("RGB")
    for box in boxes:
        left, top = int(box.left * image.width), int(box.top * image.height)
        right = min(image.width, max(left + 1, round((box.left + box.width) * image.width)))
        bottom = min(image.height, max(top + 1, round((box.top + box.height) * image.height)))
        image.paste(_mosaic(image.crop((left, top, right, bottom))), (left, top))
    return _encoded(image)


def _mosaic(part: Image.Image) -> Image.Image:
    square = max(part.width, part.height) / _BLOCKS
    few = (max(1, round(part.width / square)), max(1, round(part.height / square)))
    coarse = part.resize(few, Image.Resampling.BOX)
    return coarse.resize(part.size, Image.Resampling.BILINEAR).filter(ImageFilter.GaussianBlur(square / 4))


def _opened(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd metadata is dropped anyway; a bomb is refused by its size below
            return Image.open(io.BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError:
        raise TooLarge("photo_too_many_pixels", expected=MAX_PIXELS // 1_000_000) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise InputRefused("photo_not_a_picture", expected=", ".join(FORMATS)) from None


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layered = image.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(white, layered).convert("RGB")
    return image.convert("RGB")


def _encoded(image: Image.Image) -> bytes:
    out = io.BytesIO()
    bare = Image.frombytes("RGB", image.size, image.tobytes())  # a new picture: nothing of the old one's information
    bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
