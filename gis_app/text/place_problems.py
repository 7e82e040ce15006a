"""The sentences for what is wrong in files of addresses, places and services, and for data of private people."""

from gis_app.text.words import N_

NOTES: dict[str, str] = {
    "address_columns_unknown": N_("No column with an address or a street was found; say which one it is."),
    "address_empty": N_("This row has no address."),
    "address_repeated": N_("“%(value)s” stands in row %(other)s already; one point of a house is enough."),
    "looks_like_territories": N_(
        "These areas carry codes of territories. To fill the register of territories with them, import them as "
        "“%(option)s”."
    ),
    "name_column_unknown": N_("No column with names was found; say which one it is."),
    "personal_code": N_("A personal code stood here; it is hidden."),
    "personal_column": N_(
        "This column looks like names or data of private people and is left out. If it names none, add it to the "
        "option “%(option)s”."
    ),
    "resource_gone": N_(
        "“%(value)s” was imported before and is not in this file; it is kept unless you choose to remove it."
    ),
    "resource_kind_unknown": N_(
        "We do not know which kind of place “%(value)s” is; say it in the option “kinds” or “kind”."
    ),
    "resource_nameless": N_("This row has no name."),
    "resource_repeated": N_("“%(value)s” stands in this file more than once, at the same place; it is taken once."),
    "resources_sensitive": N_("%(value)s of these places house or serve vulnerable people; only staff will see them."),
}
