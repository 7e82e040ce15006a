"""The sentences of OpenStreetMap extracts and of registers of addresses: what is doubtful in them."""

from gis_app.text.words import N_

NOTES: dict[str, str] = {
    "osm_date_of_newest_change": N_(
        "The file does not say its date. The newest change in it is of %(day)s; that day is kept as the date."
    ),
    "osm_elsewhere": N_(
        "The extract lies outside the ground of this project, so it is taken whole instead of being cut."
    ),
    "osm_hidden_places": N_(
        "%(count)s places that shelter people (refuges, crisis centres, group flats) are left out of the public file."
    ),
}
"""By code, for ``text.import_problems``."""
