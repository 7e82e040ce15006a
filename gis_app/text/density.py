"""Classes of people per square kilometre: one colour and one wording for the map, its legend and paper."""

from dataclasses import dataclass

from gis_app.text.words import N_


@dataclass(frozen=True, slots=True)
class DensityClass:
    """From this many people per km² up to the next class; colours are ``#rrggbb``."""

    from_people: float
    title: str
    colour: str


DENSITY = (
    DensityClass(0.0, N_("up to 10 people per km²"), "#dfeccd"),
    DensityClass(10.0, N_("11–50 people per km²"), "#b5dbb4"),
    DensityClass(50.0, N_("51–250 people per km²"), "#74c0b0"),
    DensityClass(250.0, N_("251–1,000 people per km²"), "#3a96ab"),
    DensityClass(1000.0, N_("1,001–4,000 people per km²"), "#2b6a94"),
    DensityClass(4000.0, N_("more than 4,000 people per km²"), "#1c3a6b"),
)
"""Above ``from_people``, which itself belongs to the class before; nobody at all has no colour."""
TOO_FEW = N_("too few people to show")
EDGE = "#8a8378"
"""Colour of the hatch of *no data* and of *too few to show*."""
