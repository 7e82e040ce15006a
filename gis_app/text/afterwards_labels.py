"""The words of what happens after a meeting: acts of the log, reasons, outcomes."""

from gis_app.text.words import N_

ACTS: dict[str, str] = {
    "text.waiting": N_("put words back to wait"),
    "place.talked": N_("noted a talk with a place that serves vulnerable people"),
    "step.done": N_("said that a next step is done"),
    "step.begun": N_("said that a next step has begun"),
    "step.not_yet": N_("said that a next step is not done yet"),
    "results.published": N_("published the results of a meeting"),
    "results.withdrawn": N_("took the results of a meeting back"),
}
"""Acts in the log of staff, for ``text.labels``."""

LABELS: dict[str, dict[str, str]] = {
    "outcome": {
        "done": N_("done"),
        "begun": N_("begun"),
        "not_yet": N_("not yet"),
    },
    "publication": {
        "published": N_("published"),
        "withdrawn": N_("taken back"),
    },
    "left_out": {
        "dislike": N_("disliked places: talked about in the room, never points"),
        "hidden": N_("hidden at the review"),
        "near_dwelling": N_("near a dwelling"),
        "other": N_("other classes: for the talk and the plan"),
        "small": N_("all of them: ten people or fewer took part"),
        "unreviewed": N_("not reviewed yet"),
    },
}
