"""The words of figures of territories: what an import of them asks, what an indicator says of itself."""

from gis_app.text.words import N_

OPTIONS = {
    "period": N_("Period of all figures, if the table says none"),
    "unit": N_("Unit"),
    "base": N_("Base: what the share is of"),
    "higher_is": N_("A higher figure is"),
    "counts": N_("What it really counts"),
    "may_mean": N_("What else it may mean"),
    "counting": N_("What is counted"),
    "people": N_("Are these counts of people?"),
    "nil": N_("A dash in the table means"),
    "level": N_("Level of the territories"),
}
"""By name of the option, for the list ``import_option``."""

LABELS = {
    "higher_is": {"worse": N_("worse"), "better": N_("better")},
    "counts_people": {"yes": N_("yes: few of them are protected"), "no": N_("no")},
    "nil_means": {"no_data": N_("no data"), "zero": N_("none, that is 0")},
    "counting": {
        "registered": N_("What stands in a register"),
        "actual": N_("What is really there"),
    },
    "moment": {"start": N_("At the start of the year"), "end": N_("At the end of the year")},
}
