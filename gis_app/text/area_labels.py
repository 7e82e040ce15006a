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
