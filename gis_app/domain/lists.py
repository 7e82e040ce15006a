"""The lists of the method, as codes; ``text.labels`` holds their words in every language."""

LANGUAGES = ("lv", "ru", "en")

LEVELS = (
    "country",
    "region",
    "municipality",
    "state_city",
    "union",
    "parish",
    "town",
    "village",
    "neighbourhood",
    "own",
)

THEME_BLOCKS = (
    "physical",
    "functional",
    "demography",
    "institutions",
    "economy",
    "leaders",
    "associations",
    "information",
    "history",
    "social_structure",
    "attitudes",
    "boundaries",
)
"""The twelve theme blocks of community research, in the order of the method."""

RESOURCE_KINDS = (
    "education",
    "gp",
    "health_centre",
    "hospital",
    "pharmacy",
    "library",
    "church",
    "post",
    "shop",
    "bank",
    "registry_office",
    "municipal_centre",
    "community_centre",
    "day_centre",
    "support_centre",
    "multifunctional_centre",
    "shelter",
    "crisis_centre",
    "group_flat",
    "social_housing",
    "social_service",
    "stop",
    "youth_centre",
    "culture_house",
    "ngo",
    "park",
    "sports",
    "police",
    "meeting_room",
    "notice_point",
    "gathering_place",
)

SENSITIVE_KINDS = ("shelter", "crisis_centre", "group_flat", "social_housing", "day_centre", "church")
"""Places that house or serve vulnerable people: dislikes there are never public (``design/domain.md`` §6.3)."""

PROVIDERS = ("municipal", "state", "ngo", "private", "informal")

PRECISIONS = ("exact", "street", "neighbourhood", "none")

RESIDENT_CLASSES = ("like", "dislike", "missing", "usable", "home")
"""What residents mark, in the order of the pages; *home* is an area and comes last."""
SPECIALIST_CLASSES = ("safety", "movement", "breaking")
"""What a group of specialists marks: safety, movement of people, breaking points; kept apart from residents' marks."""
MARK_CLASSES = (*RESIDENT_CLASSES, *SPECIALIST_CLASSES)
CHANNELS = ("phone", "tablet", "helper", "paper", "import")
MARK_STATES = ("waiting", "approved", "hidden", "withdrawn", "expired")
EMPTY_MARK_STATES = ("withdrawn", "expired")
"""Marks that keep neither place nor words: taken back by their participant, or past the meeting's day of deletion."""
TEXT_STATES = ("none", "waiting", "approved", "refused")
PHOTO_STATES = ("none", "waiting", "approved", "refused")
IDENTITY_QUESTIONS = ("meaning", "arrival", "pride", "unique", "neighbours")
"""What the place is to you, arriving, what you are proud of, what is unique, what you hear of neighbours."""
PASS_KINDS = ("wall", "helper", "tablet")
REPORT_STATES = ("waiting", "published", "refused")
REPORT_STATUSES = ("received", "handed_over", "in_work", "solved", "not_possible")
REPORT_THEMES = ("road", "light", "play", "green", "litter", "access", "building", "transport", "other")
"""What residents report outside meetings: things of public places that an institution answers for."""

MEETING_KINDS = ("meeting", "point", "walk", "specialists")
MEETING_WAYS = ("online", "hall")
"""Through the municipality's server, or from a machine in the hall that needs no internet."""
MEETING_STATES = ("draft", "open", "paused", "closed")
MEETING_PHASES = ("mark", "talk", "close")
OUTCOMES = ("done", "begun", "not_yet")
"""What became of the next step that a meeting agreed on."""

MISSING_GROUPS = (
    "children",
    "youth",
    "parents",
    "working",
    "seniors",
    "limited_mobility",
    "carers",
    "newcomers",
    "other_language",
    "far_homes",
    "entrepreneurs",
    "without_phone",
)
"""Who may be missing in the room, as the facilitator ticks it; groups by age, situation and way, never by diagnosis."""
CARD_FIELDS = ("context", "cause", "done_now", "affected", "feelings", "missing", "sentence")
"""The fields of a problem card, in the order in which the room fills them."""

LIGHTS = ("green", "yellow", "red")
"""The traffic light of findings; yellow is the neutral background, not "medium"; red is internal (§6.12)."""

CLAIM_STATES = ("said", "checked", "confirmed", "not_confirmed", "solved", "decided")
"""*decided*: not a claim any more but a plan that somebody has adopted."""

COMMUNITY_KINDS = ("territorial", "age", "interest", "values", "service", "virtual", "creative")
JOB_STATES = ("queued", "running", "done", "failed")
