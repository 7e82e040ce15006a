"""Sentences of errors about what a meeting prints and what is typed from paper."""

from gis_app.text.words import N_

ERRORS = {
    "cards_number": N_("%(value)s cards cannot be printed at once; expected 0 to %(expected)s."),
    "deck_full": N_("A meeting can have at most %(expected)s printed cards."),
    "cell_unknown": N_("There is no cell “%(value)s” on this sheet; expected %(expected)s."),
    "sheet_unknown": N_("This meeting has no sheet “%(value)s”. The code stands beside the QR code of the sheet."),
    "sheet_text_refused": N_("This QR code is not of a sheet of ours; expected one that begins with %(expected)s."),
}
