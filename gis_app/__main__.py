"""Run the command line with ``python -m gis_app``."""

from gis_app.cli import main

if __name__ == "__main__":
    main()
