"""The sentences of work areas and of selections in the making."""

from gis_app.text.words import N_

SENTENCES = {
    "area_needs_a_polygon": N_("A work area is a surface, not a %(value)s."),
    "draft_not_found": N_("There is no such selection in the making; perhaps it has been kept or thrown away."),
    "support_ends_first": N_("The support ends on %(value)s, before it starts on %(expected)s."),
    "unknown_area_state": N_("“%(value)s” is not a state of a work area; expected one of: %(expected)s."),
    "unknown_reason": N_("“%(value)s” is not a reason why a unit is inside; expected one of: %(expected)s."),
    "unknown_support": N_("“%(value)s” is not a kind of support; expected one of: %(expected)s."),
    "work_area_not_found": N_("There is no such work area."),
}
