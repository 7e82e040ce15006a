"""The sentences of work areas and of selections in the making."""

from gis_app.text.words import N_

SENTENCES = {
    "area_published": N_("“%(value)s” is published: withdraw it first, then change its shape or throw it away."),
    "area_supports_too_many": N_("An area takes at most %(expected)s supports."),
    "areas_bridge_of_neighbours": N_("%(value)s and %(other)s have a common border already: a bridge adds nothing."),
    "areas_cut_without_link": N_(
        "%(value)s and %(other)s have no common border, so there is nothing to cut. An island is joined to the nearest"
        " unit by itself; add a bridge to another one and it is joined there instead."
    ),
    "areas_empty": N_("No unit is chosen: draw the area first, on the map or in the list."),
    "areas_limit_no_number": N_("“%(value)s” is not a number; write limits in digits."),
    "areas_limit_out_of_range": N_("“%(value)s” does not fit here; expected a number from %(expected)s."),
    "areas_link_change_unknown": N_("“%(value)s” is not a change of a link; expected one of: %(expected)s."),
    "areas_link_needs_two": N_("Choose two different units."),
    "areas_method_unknown": N_("“%(value)s” is not a way to search; expected one of: %(expected)s."),
    "areas_budget_spent": N_(
        "The areas kept already leave %(value)s people of the budget; an area needs at least %(expected)s. "
        "Raise the budget or throw an area away."
    ),
    "areas_no_people": N_(
        "No figure says how many people live in the units of this selection, so no area can be weighed. Import the"
        " number of residents first."
    ),
    "areas_no_units": N_("None of the units of this selection is in the register of territories any more."),
    "areas_not_connected": N_(
        "The area does not hold together: %(value)s hang on to nothing. Add a unit between, leave them out, or join"
        " them by a bridge."
    ),
    "areas_people_unknown": N_("There are no figures “%(value)s” to count people by; expected one of: %(expected)s."),
    "areas_unit_taken": N_("%(value)s belongs to “%(other)s” already; a unit is in one area only."),
    "areas_unit_unknown": N_("“%(value)s” is not a unit of this selection."),
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
