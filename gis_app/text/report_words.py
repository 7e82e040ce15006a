"""The words of the map of reports: themes, what is done, and why something was not taken."""

from gis_app.text.words import N_

LABELS: dict[str, dict[str, str]] = {
    "report_theme": {
        "road": N_("Road or pavement"),
        "light": N_("Lighting"),
        "play": N_("Playground or sports ground"),
        "green": N_("Trees and greenery"),
        "litter": N_("Litter"),
        "access": N_("Access with a wheelchair or pram"),
        "building": N_("Public building"),
        "transport": N_("Public transport"),
        "other": N_("Something else"),
    },
    "report_state": {
        "waiting": N_("waiting"),
        "published": N_("published"),
        "refused": N_("refused"),
    },
    "report_status": {
        "received": N_("received"),
        "handed_over": N_("handed over"),
        "in_work": N_("being done"),
        "solved": N_("solved"),
        "not_possible": N_("not possible, see the answer"),
    },
}
"""By list and code, for ``text.labels``."""

SENTENCES: dict[str, str] = {
    "report_changed": N_("The report has changed since you looked; please look again."),
    "report_needs_day": N_("Say on which day the institution answered."),
    "report_needs_institution": N_("Say which institution is responsible."),
    "report_not_published": N_("Publish the report before you answer it."),
    "report_place_refused": N_("“%(value)s” is not a public place or street of the list: choose one that was found."),
    "report_too_many": N_("Many reports wait to be read already. Please try again in a few days."),
    "report_unknown": N_("There is no report with this code. Was it taken back?"),
    "report_without_words": N_("Write in a few words what it is about."),
    "reports_off": N_("There is no map of reports here."),
    "unknown_report_state": N_("“%(value)s” is not a state of a report; expected one of: %(expected)s."),
    "unknown_report_status": N_("“%(value)s” does not say what is done; expected one of: %(expected)s."),
    "unknown_report_theme": N_("“%(value)s” is not a theme of reports; expected one of: %(expected)s."),
}
"""By code, for ``text.problems``."""
