"""The command line: one module per noun; data on stdout, words on stderr."""

from gis_app.cli.main import main

__all__ = ["main"]
