"""Where the shipped folders are, in a checkout and in an installed wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_INSTALLED = PACKAGE / "_shipped"
SHIPPED = _INSTALLED if _INSTALLED.is_dir() else PACKAGE.parent

LAYERS = SHIPPED / "layers"
STATIC = SHIPPED / "static"
TEMPLATES = SHIPPED / "templates"
TRANSLATIONS = PACKAGE / "translations"
