"""The sentences that stand beside every comparison of territories: always visible, never folded away."""

from gis_app.text.words import N_, Words

CARE = (
    N_("This calculation judges neither people nor places: it is a draft for a talk."),
    N_("A figure describes a territory and never a person or a house in it."),
    N_("More cases may also mean that help reaches people better there."),
    N_("A territory that is not chosen loses nothing: its services stay, and it may ask for support."),
    N_("Communities that no place binds are not seen by this calculation: ask about them apart."),
    N_("Where there are no data there is no conclusion either: ask the people there."),
)
"""What people tend to read into a comparison, and what it does not say (``design/domain.md`` §4, §6.12, §6.14)."""


def care_sentences(words: Words) -> list[str]:
    """Return the sentences in a language, in the order they are read; the same for staff, council and public."""
    return [words.gettext(sentence) for sentence in CARE]
