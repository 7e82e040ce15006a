"""Sentences of errors about what a meeting prints and what is typed from paper."""

from gis_app.text.words import N_

ERRORS = {
    "cards_number": N_("%(value)s cards cannot be printed at once; expected 0 to %(expected)s."),
    "deck_full": N_("A meeting can have at most %(expected)s printed cards."),
    "cell_unknown": N_("There is no cell “%(value)s” on this sheet; expected %(expected)s."),
    "sheet_unknown": N_("This meeting has no sheet “%(value)s”. The code stands beside the QR code of the sheet."),
    "cell_outside": N_("Cell %(value)s lies outside %(place)s; look at the sheet again."),
    "paper_card_unknown": N_("No card with this code was printed for this meeting. Look for a misread letter."),
    "kit_empty": N_("Choose at least one part of the kit, and one or two languages."),
    "kit_minutes": N_("%(value)s minutes are no length of a meeting; expected %(expected)s."),
    "kit_number": N_("%(key)s: %(value)s cannot be printed; expected 1 to %(expected)s."),
    "unknown_kit_layout": N_("“%(value)s” is not a way to lay out the sheets; expected one of: %(expected)s."),
    "unknown_kit_section": N_("“%(value)s” is not a part of the kit; expected one of: %(expected)s."),
    "wifi_name_refused": N_("The name of a network has 1 to %(expected)s letters."),
    "wifi_password_refused": N_("The password of a network has %(expected)s letters without accents."),
    "line_again": N_("The same is in already. If it is meant a second time, press Enter once more."),
    "line_cell": N_("“%(value)s” is not a cell; a line begins with the cell, for example C5."),
    "line_class": N_("“%(value)s” is none of the questions; expected one of: %(expected)s."),
    "line_class_missing": N_("After the cell comes what the sticker says; expected one of: %(expected)s."),
    "line_class_unclear": N_("“%(value)s” can mean several things; write a longer word: %(expected)s."),
    "line_count": N_("%(value)s stickers in one cell cannot be typed at once; expected 1 to %(expected)s."),
    "line_empty": N_("The line is empty; type for example C5 - 3."),
    "line_home": N_("After the word for home comes the number of the area in the list; “%(value)s” is none."),
    "line_home_unknown": N_("The list has no area %(value)s; expected 1 to %(expected)s."),
    "line_long": N_("The line is too long; expected at most %(expected)s letters."),
    "line_one_per_card": N_("With a card a line is one mark of one person; leave the number out."),
    "line_unknown": N_("This line is not on the sheet (any more)."),
    "paper_before_opening": N_("The meeting has not been opened yet; sheets are typed in once it is open."),
    "sheet_people_refused": N_("Expected the number of people around the sheet, 1 to %(expected)s."),
    "sheet_text_refused": N_("This QR code is not of a sheet of ours; expected one that begins with %(expected)s."),
}
