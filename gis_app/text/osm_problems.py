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
    "register_tables_absent": N_(
        "Tables of the address register are missing (%(value)s): addresses stay shorter, and villages or streets may "
        "have no names. Put all of them into one zip: aw_eka, aw_iela, aw_ciems, aw_pilseta, aw_pagasts, aw_novads."
    ),
}
"""By code, for ``text.import_problems``."""
