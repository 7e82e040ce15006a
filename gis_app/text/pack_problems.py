"""The sentences of packs: why a meeting was not carried, taken over or erased, and what to do."""

from gis_app.text.words import N_

SENTENCES: dict[str, str] = {
    "pack_damaged": N_(
        "The file is damaged, or the passphrase is another one. Nothing was changed. Copy the file again and type the "
        "passphrase as it stood on the laptop's screen."
    ),
    "pack_foreign": N_(
        "This meeting belongs to “%(value)s”, which is not in the register here: is it another municipality's? Nothing "
        "was changed. If it is yours, import its boundaries first."
    ),
    "pack_newer": N_("The file was made by a later version of this program; update this one first."),
    "pack_not_one": N_("This file is not a packed meeting (it ends with .karte and is made by “Pack the meeting”)."),
    "pack_of_draft": N_("A meeting that has not been opened yet has nothing to carry."),
    "pack_older": N_(
        "This pack is of %(value)s and older than the one taken over on %(expected)s. Nothing was changed."
    ),
    "erase_confirmation": N_(
        "This is not the confirmation of the last pack. The office sees it after taking the meeting over."
    ),
    "erase_something_new": N_(
        "Something has come in since the last pack. Pack the meeting again and let the office take it over."
    ),
    "erase_while_open": N_("Close the meeting before its copy here is erased."),
    "erase_without_pack": N_("The meeting was never packed: there is no copy anywhere else. Nothing was erased."),
}
"""By code, for ``text.problems``."""
