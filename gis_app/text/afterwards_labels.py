"""The words of what happens after a meeting: acts of the log, reasons, outcomes."""

from gis_app.text.words import N_

ACTS: dict[str, str] = {
    "mark.batch": N_("approved many likes at listed public places"),
    "mark.urgent": N_("handed danger over at once and deleted the words"),
    "text.accusation": N_("deleted words that accuse a person"),
    "text.insult": N_("deleted words that insult or advertise"),
    "text.name": N_("deleted words that name a person or tell a case"),
    "text.waiting": N_("put words back to wait"),
    "place.talked": N_("noted a talk with a place that serves vulnerable people"),
    "step.done": N_("said that a next step is done"),
    "step.begun": N_("said that a next step has begun"),
    "step.not_yet": N_("said that a next step is not done yet"),
    "retention.run": N_("the day of deletion: words, photos, points and hashes went"),
    "results.published": N_("published the results of a meeting"),
    "results.withdrawn": N_("took the results of a meeting back"),
}
"""Acts in the log of staff, for ``text.labels``."""

LABELS: dict[str, dict[str, str]] = {
    "text_reason": {
        "accusation": N_("accuses a person"),
        "name": N_("names a person or tells a case"),
        "insult": N_("insults or advertises"),
    },
    "urgent_reason": {
        "violence": N_("violence"),
        "child": N_("danger to a child"),
        "life": N_("danger to life or health"),
    },
    "held": {
        "points": N_("points"),
        "words": N_("words"),
        "photos": N_("photos"),
        "marks": N_("marks that became numbers"),
        "answers": N_("answers to questions about the place"),
        "people": N_("hashes of participants"),
        "cards": N_("hashes of cards"),
        "passes": N_("keys of helpers, tablets and the screen"),
    },
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
