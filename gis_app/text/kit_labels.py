"""Labels of the choices of a kit."""

from gis_app.text.words import N_

LABELS: dict[str, dict[str, str]] = {
    "kit_section": {
        "run_sheet": N_("Run sheet"),
        "helper": N_("Sheet for helpers"),
        "poster": N_("Purpose poster"),
        "tables": N_("Table cards"),
        "cards": N_("Participant cards"),
        "slips": N_("Slips"),
        "grids": N_("Grid sheets with the map"),
    },
    "kit_section_help": {
        "run_sheet": N_("minutes and who does what, A4"),
        "helper": N_("what to say and what not to write, A4"),
        "poster": N_("the eight lines for the door, A3"),
        "tables": N_("network, address, three steps: A4 to fold into a tent"),
        "cards": N_("ten on a sheet of A4, to cut and put into a bowl"),
        "slips": N_("for those who want to answer alone: two on a sheet of A4"),
        "grids": N_("true to scale, for stickers, cells A1 to M9"),
    },
    "kit_layout": {
        "auto": N_("As many parts as it takes to read the map"),
        "one": N_("Only the whole territory"),
    },
}
