"""What is wrong with a meeting that is being prepared, and how to mend it."""

from gis_app.text.words import N_

SENTENCES = {
    "meeting_in_past": N_("The meeting cannot begin on %(value)s: that day is over. Please choose a later one."),
    "meeting_retention_early": N_(
        "The day of deletion (%(value)s) lies before the last day of the meeting (%(expected)s). Choose a later one."
    ),
    "meeting_retention_later": N_(
        "Participants were told that their words and points go after %(expected)s. The day may only come nearer."
    ),
    "meeting_minutes": N_("A meeting of %(value)s minutes cannot be; expected %(expected)s."),
    "meeting_classes": N_("Please tick what is asked: at least one question, and only those of this kind of meeting."),
    "meeting_ends": N_("A collection point needs a last day, at most %(expected)s days after its first."),
    "meeting_ends_for_point": N_("Only a collection point has a last day; leave it empty."),
    "meeting_settled": N_(
        "This can no longer be changed: the meeting has been opened, and people rely on what they were told."
    ),
    "meeting_over": N_("A closed meeting is not changed any more. Open it again first."),
    "meeting_not_draft": N_("Only a draft can be thrown away; this meeting has been opened."),
    "mark_class_not_asked": N_("This meeting does not ask that; it asks: %(expected)s."),
    "place_name_without_first": N_("“%(value)s” has no first form beside it: write the name as it stands alone."),
    "words_long": N_("These words are too long (%(value)s letters): at most %(expected)s, please."),
    "words_markup": N_("“%(value)s” holds signs that no sentence needs: < > { } [ ] %% & \\."),
    "purpose_long": N_("The text of the purpose has %(value)s letters; people read at most %(expected)s."),
    "purpose_lines": N_("The text of the purpose has %(value)s lines; please keep it to %(expected)s."),
    "purpose_without": N_("The text of the purpose must keep “%(value)s”: people have to be told that first."),
    "purpose_markup": N_("The text of the purpose is plain text: < and > cannot stand in it."),
    "purpose_needs_latvian": N_("The text of the purpose is needed in Latvian at least."),
    "plan_needs_source": N_("Please write both what is decided and who decided it."),
    "trial_unknown": N_("This trial is over. Please scan the code on the facilitator's page again."),
    "trial_full": N_("More than %(expected)s devices have answered; that is enough for any hall."),
}
