"""With which program and libraries a result was made."""

from importlib.metadata import PackageNotFoundError, version
from platform import python_version

import shapely

LIBRARIES = ("numpy", "scipy", "shapely")


def program_version() -> str:
    """Return the version of the installed program, or ``checkout``."""
    try:
        return version("kopienas-karte")
    except PackageNotFoundError:  # a checkout that is not installed
        return "checkout"


def versions() -> dict[str, str]:
    """Return the versions of the program, of Python and of what reckons for it."""
    libraries = {name: version(name) for name in LIBRARIES}
    return {
        "gis-app": program_version(),
        "python": python_version(),
        "geos": shapely.geos_version_string,
        **libraries,
    }
