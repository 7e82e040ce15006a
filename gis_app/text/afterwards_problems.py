"""The sentences of what happens after a meeting: review, publishing, deletion."""

from gis_app.text.words import N_

ERRORS: dict[str, str] = {
    "day_refused": N_("“%(value)s” is not a day; choose one, for example 2026-05-20."),
    "outcome_note_refused": N_("Say in a few words why it is not done yet: 1 to %(expected)s characters."),
    "publish_not_looked": N_("Tick that you have looked at the preview: it is exactly what everybody will see."),
    "preview_changed": N_("The preview has changed since you opened the page. Look at it again, then publish."),
    "publish_nothing": N_(
        "There is nothing to publish yet: write the sentences that the room agreed on, or review the marks."
    ),
    "publish_specialists": N_("Marks of a group of specialists are for the work inside; they are never published."),
    "publish_unreviewed": N_("Of what would be shown, still to be reviewed: %(value)s. Finish the review first."),
    "publish_while_open": N_("The meeting is not closed yet. Close it first, so that nothing is added unseen."),
    "publish_without_talk": N_("Note the talk with a representative of the community first."),
    "published_already": N_(
        "The results are public. Take them back first: nothing may be added that was not on the preview."
    ),
    "results_not_public": N_("There are no public results at this address."),
    "talk_day_refused": N_(
        "The day of the talk (%(value)s) must lie between the day of the meeting (%(expected)s) and today."
    ),
    "talk_note_refused": N_("Write in a few words what was said in the talk: 1 to %(expected)s characters."),
    "talk_role_refused": N_("Write with whom you talked, as a role: 1 to %(expected)s characters."),
    "words_are_gone": N_("These words were deleted and cannot be brought back."),
    "unknown_act": N_("“%(value)s” is not an act of publishing; expected one of: %(expected)s."),
    "unknown_outcome": N_("“%(value)s” is not an outcome; expected one of: %(expected)s."),
}
