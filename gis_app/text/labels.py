"""The words of every code in ``domain.lists``: ``label(words, "resource_kind", "library")``."""

from gis_app.domain.errors import UnknownCode
from gis_app.text import osm_labels, selection_labels, statistics_labels
from gis_app.text.words import N_, Words

LABELS: dict[str, dict[str, str]] = {
    "language": {"lv": "Latviešu", "en": "English"},
    "role": {
        "representative": N_("Community representative"),
        "worker": N_("Social worker"),
        "planner": N_("Planner"),
        "admin": N_("Administrator"),
    },
    "audit": {
        "account.add": N_("made an account"),
        "account.password": N_("changed a password"),
        "account.on": N_("opened an account again"),
        "account.off": N_("closed an account"),
        "meeting.draft": N_("prepared a meeting"),
        "meeting.open": N_("opened a meeting"),
        "meeting.paused": N_("paused a meeting"),
        "meeting.closed": N_("closed a meeting"),
        "mark.approved": N_("approved a mark"),
        "mark.hidden": N_("hid a mark"),
        "mark.waiting": N_("put a mark back to wait"),
        "text.approved": N_("approved words of a mark"),
        "text.refused": N_("refused words of a mark"),
        "import.done": N_("brought data in"),
        "import.undone": N_("took an import back"),
        "indicator.described": N_("described a figure"),
        "import.version_removed": N_("removed a version of a layer"),
        "selection.keep": N_("kept a selection"),
    },
    **statistics_labels.LABELS,
    "import_option": {**osm_labels.OPTIONS, **statistics_labels.OPTIONS},
    "osm_places": osm_labels.PLACES,
    "osm_cut": osm_labels.CUT,
    "theme": {
        "physical": N_("Physical environment"),
        "functional": N_("Functional spaces and infrastructure"),
        "demography": N_("Demography"),
        "institutions": N_("Institutions and services"),
        "economy": N_("Economic environment"),
        "leaders": N_("Formal and informal leaders"),
        "associations": N_("Associations, foundations, amateur groups"),
        "information": N_("Information space"),
        "history": N_("History of the community"),
        "social_structure": N_("Social structures"),
        "attitudes": N_("Attitudes and values"),
        "boundaries": N_("Geographic and administrative boundaries"),
    },
    "level": {
        "country": N_("Country"),
        "region": N_("Region"),
        "municipality": N_("Municipality"),
        "state_city": N_("State city"),
        "union": N_("Union of parishes"),
        "parish": N_("Parish"),
        "town": N_("Town"),
        "village": N_("Village"),
        "neighbourhood": N_("Neighbourhood"),
        "own": N_("Own drawing"),
    },
    "resource_kind": {
        "education": N_("Education"),
        "gp": N_("General practitioner"),
        "health_centre": N_("Health centre"),
        "hospital": N_("Hospital"),
        "pharmacy": N_("Pharmacy"),
        "library": N_("Library"),
        "church": N_("Church"),
        "post": N_("Post office"),
        "shop": N_("Shop"),
        "bank": N_("Bank"),
        "registry_office": N_("Registry office"),
        "municipal_centre": N_("Municipal information and services"),
        "community_centre": N_("Community centre"),
        "day_centre": N_("Day centre"),
        "support_centre": N_("Support centre"),
        "multifunctional_centre": N_("Multifunctional centre"),
        "shelter": N_("Shelter"),
        "crisis_centre": N_("Crisis centre"),
        "group_flat": N_("Group flat"),
        "social_housing": N_("Social housing"),
        "social_service": N_("Social service"),
        "stop": N_("Public transport stop"),
        "youth_centre": N_("Youth centre"),
        "culture_house": N_("Culture house"),
        "ngo": N_("Association or foundation"),
        "park": N_("Park"),
        "sports": N_("Sports"),
        "police": N_("Police"),
        "meeting_room": N_("Meeting room"),
        "notice_point": N_("Notice point"),
        "gathering_place": N_("Gathering place"),
    },
    "precision": {
        "exact": N_("exact address"),
        "street": N_("approximate place: the street"),
        "neighbourhood": N_("approximate place: the neighbourhood"),
        "none": N_("place not known"),
    },
    "provider": {
        "municipal": N_("municipality"),
        "state": N_("state"),
        "ngo": N_("association or foundation"),
        "private": N_("private provider"),
        "informal": N_("residents themselves"),
    },
    "demo_step": {
        "package": N_("Taking the package with the real ground"),
        "neighbourhoods": N_("Reading the neighbourhoods"),
        "addresses": N_("Reading the addresses"),
        "places": N_("Placing services and communities"),
        "town_ground": N_("Drawing the invented town"),
        "town_layers": N_("Writing the layers of the invented town"),
        "town_figures": N_("Inventing its figures"),
        "town_people": N_("Inventing its places, findings and meetings"),
        "examples": N_("Adding an invented example meeting to the pilot"),
    },
    "mark_class": {
        "like": N_("I like it, I am proud of it"),
        "dislike": N_("I do not like it or do not feel safe"),
        "missing": N_("Something is missing here"),
        "usable": N_("This could be used"),
        "home": N_("Where do you live?"),
    },
    "mark_state": {
        "waiting": N_("waiting"),
        "approved": N_("approved"),
        "hidden": N_("hidden"),
        "withdrawn": N_("withdrawn"),
        "expired": N_("kept as a number only"),
    },
    "meeting_kind": {
        "meeting": N_("Meeting"),
        "point": N_("Collection point"),
        "walk": N_("Walk"),
        "specialists": N_("Group of specialists"),
    },
    "meeting_state": {
        "draft": N_("being prepared"),
        "open": N_("open"),
        "paused": N_("paused"),
        "closed": N_("closed"),
    },
    "community_kind": {
        "territorial": N_("Bound by place"),
        "age": N_("Of one age group"),
        "interest": N_("Of interest"),
        "values": N_("Of values"),
        "service": N_("Users of one service"),
        "virtual": N_("Virtual"),
        "creative": N_("Creative"),
    },
    "layer_role": {
        "territories": N_("Territories"),
        "places": N_("Places and services"),
        "communities": N_("Communities"),
        "marks": N_("What residents like"),
    },
    "light": {
        "green": N_("Strengths and resources"),
        "yellow": N_("Background"),
        "red": N_("Difficulties, a possible field of work"),
    },
    "claim_state": {
        "said": N_("said"),
        "checked": N_("checked"),
        "confirmed": N_("confirmed"),
        "not_confirmed": N_("not confirmed"),
        "solved": N_("solved"),
    },
    "channel": {
        "phone": N_("phone"),
        "tablet": N_("shared tablet"),
        "helper": N_("helper"),
        "paper": N_("paper"),
        "import": N_("import"),
    },
    "value_state": {
        "known": N_("known"),
        "small": N_("small number"),
        "withheld": N_("too few to show"),
        "no_data": N_("no data"),
    },
    "job_state": {
        "queued": N_("waiting in the queue"),
        "running": N_("running"),
        "done": N_("done"),
        "failed": N_("failed"),
    },
    **selection_labels.LABELS,
}


def label(words: Words, kind: str, code: str) -> str:
    """Return the label of a code.

    Raises
    ------
    UnknownCode
        If the list or the code does not exist.
    """
    try:
        return words.gettext(LABELS[kind][code])
    except KeyError:
        raise UnknownCode("not_found", value=f"{kind}:{code}") from None
