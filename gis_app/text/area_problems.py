"""The sentences of work areas and of selections in the making."""

from gis_app.text.words import N_

SENTENCES = {
    "area_needs_a_polygon": N_("A work area is a surface, not a %(value)s."),
    "areas_lack": N_("“%(value)s” is not ready to be published; see what it still needs."),
    "areas_none_chosen": N_("Choose at least one work area to publish."),
    "areas_tell_a_choice": N_(
        "The choice compares the same territories by the same criteria as what was published on %(expected)s, but for"
        " %(value)s: the two counts of doubt together would tell how these stand. Publish areas of the former"
        " selection, or compare other criteria."
    ),
    "areas_tell_a_reason": N_(
        "Laid over what was published on %(expected)s, it would tell why %(value)s is inside. Move at least one more"
        " unit of another kind together with it, or leave the area as it was."
    ),
    "areas_tell_few_people": N_(
        "Together with what was published before, the number of residents of %(value)s would follow: ten people or"
        " fewer. Take a larger neighbour in or out together with it, or leave the area as it was."
    ),
    "document_unknown": N_("“%(value)s” is no document of a selection; expected one of: %(expected)s."),
    "draft_not_found": N_("There is no such selection in the making; perhaps it has been kept or thrown away."),
    "support_ends_first": N_("The support ends on %(value)s, before it starts on %(expected)s."),
    "unknown_area_state": N_("“%(value)s” is not a state of a work area; expected one of: %(expected)s."),
    "unknown_reason": N_("“%(value)s” is not a reason why a unit is inside; expected one of: %(expected)s."),
    "unknown_support": N_("“%(value)s” is not a kind of support; expected one of: %(expected)s."),
    "work_area_not_found": N_("There is no such work area."),
}
