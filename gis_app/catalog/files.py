"""Files a person asked for: written beside their place and renamed there, or not at all."""

import sys
from pathlib import Path

from gis_app.domain.errors import InputRefused


def write_bytes(content: bytes, file: Path) -> None:
    """Write a file whole; ``-`` is standard output.

    Raises
    ------
    InputRefused
        If the place cannot be written.
    """
    if str(file) == "-":
        sys.stdout.buffer.write(content)
        return
    beside = file.with_name(f".{file.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(file)
    except OSError as error:
        raise InputRefused("output_not_written", file=str(file), value=error.strerror) from None
    finally:
        beside.unlink(missing_ok=True)
