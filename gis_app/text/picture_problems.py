"""The sentences of photographs from above and scanned maps: where they lie, and what is doubtful about that."""

from gis_app.text.words import N_

NOTES: dict[str, str] = {
    "picture_without_place": N_(
        "The picture does not say where it lies. Give the four corners (from the north-west, clockwise) or the six "
        "numbers of a world file."
    ),
    "picture_without_crs": N_(
        "The picture has coordinates but does not say in which system. Choose it: 3059 is LKS-92, 4326 degrees."
    ),
    "picture_beyond_map": N_(
        "With these coordinates the picture lies outside the world map: is another coordinate system meant?"
    ),
    "picture_turned": N_("The picture is turned against the map; it is straightened and its corners are transparent."),
    "picture_stretched": N_("Its pixels are %(depth)s; the darkest become black and the brightest white."),
    "picture_corners_off": N_(
        "The four corners miss a straight picture by %(share)s %% of its width. Are they in the right order?"
    ),
    "picture_elsewhere": N_(
        "The picture lies at %(lat)s° N, %(lon)s° E, away from this project. Is the coordinate system right?"
    ),
}
"""By code, for ``text.import_problems``."""

ERRORS: dict[str, str] = {
    "picture_without_place": N_("%(file)s does not say where it lies: give its corners or a world file."),
    "picture_without_crs": N_("%(file)s does not say its coordinate system: choose it."),
    "picture_beyond_map": N_("%(file)s lies outside the world map with these coordinates."),
    "picture_numbers_refused": N_("%(key)s of %(file)s takes %(expected)s numbers, not “%(value)s”."),
    "picture_too_large": N_(
        "%(file)s would be %(value)s pixels on the map; at most %(limit)s fit. Cut it into pieces or make it coarser."
    ),
}
"""By code, for ``text.problems``."""
