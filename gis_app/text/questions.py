"""The questions of a meeting as residents read them: the meeting's own words, else the usual ones with its place.

The usual sentence takes the locative of the place's name (*Zosēnos*, *в Зосенах*, *in Zosēni*); without it the word
*here* stands there: no sentence is built from a name's first form.
"""

from gis_app.domain.meetings import Meeting
from gis_app.text.words import N_, Words

_NAMED = {
    "like": N_("What do you like %(place)s, what are you proud of?"),
    "dislike": N_("Where %(place)s is it unpleasant, or where do you not feel safe?"),
    "missing": N_("What is missing %(place)s, and where?"),
    "usable": N_("What stands empty %(place)s and could be used?"),
}
_HERE = {
    "like": N_("What do you like here, what are you proud of?"),
    "dislike": N_("Where is it unpleasant here, or where do you not feel safe?"),
    "missing": N_("What is missing here, and where?"),
    "usable": N_("What stands empty here and could be used?"),
}


def question(words: Words, meeting: Meeting, kind: str) -> str:
    """Return the sentence that asks for marks of a class; empty where the title of the class says everything."""
    own = meeting.questions.wording.get(kind, {}).get(words.language, "").strip()
    if own or kind not in _HERE:
        return own
    name = meeting.place_names.get(words.language)
    if name is None or not name.locative.strip():
        return words.gettext(_HERE[kind])
    return words.gettext(_NAMED[kind]) % {"place": name.locative.strip()}
