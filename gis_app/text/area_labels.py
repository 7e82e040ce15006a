"""The words of the codes of work areas and of those who weigh criteria."""

from gis_app.text.words import N_

LABELS: dict[str, dict[str, str]] = {
    "support": {
        "centre": N_("Centre in the area"),
        "mobile_centre": N_("Mobile centre"),
        "consultation_cafe": N_("Consultation café"),
        "project_money": N_("Money for residents' projects"),
        "worker": N_("Community worker"),
        "other": N_("Other support"),
    },
    "area_state": {"draft": N_("draft"), "published": N_("published"), "withdrawn": N_("withdrawn")},
    "unit_reason": {
        "core": N_("core"),
        "bridge": N_("bridge"),
        "resource": N_("resource"),
        "mixed_in": N_("mixed in"),
    },
    "area_lack": {
        "units": N_("Choose the units it is made of."),
        "core_only": N_(
            "It is made only of units where difficulties come together. Take in ordinary places around, with their"
            " resources: otherwise the area would mark those who live there, and it is not published."
        ),
        "name": N_("Give it a name made of places in it, not a number."),
        "support": N_(
            "Write down at least one support that is promised and has not ended: what, who, from when until when."
        ),
        "resource": N_("Choose at least one resource inside that the work can count on."),
        "review_missing": N_("Set the day on which the area is looked at again."),
        "review_past": N_("The day on which it is looked at again must lie ahead."),
        "checklist": N_("Answer every question of the field of work."),
        "talk": N_("Note one talk with somebody who speaks for the people there: day, role, what was said."),
        "talk_ahead": N_("The noted talk is still to come: publishing waits until it has taken place."),
    },
    "voice": {
        "planner": N_("Planner"),
        "worker": N_("Social worker"),
        "resident": N_("Resident"),
        "ngo": N_("Non-governmental organisation"),
        "partner": N_("Partner"),
        "institution": N_("Another institution"),
        "other": N_("Somebody else"),
    },
}

ACTS: dict[str, str] = {
    "areas.publish": N_("published work areas"),
    "areas.withdraw": N_("took published work areas back"),
}
