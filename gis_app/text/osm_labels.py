"""The words of what the import of an OpenStreetMap extract and of a register of addresses asks."""

from gis_app.text.words import N_

OPTIONS: dict[str, str] = {
    "cover": N_("Ground: woods, parks, fields, built-up land"),
    "water": N_("Water: sea, lakes, rivers, streams"),
    "roads": N_("Roads, streets and paths"),
    "rail": N_("Railway and tram"),
    "buildings": N_("Outlines of buildings"),
    "names": N_("Names of towns, villages and farms"),
    "addresses": N_("House numbers"),
    "places": N_("Schools, shops, stops and other places"),
    "kinds": N_("Only these kinds of places (codes with commas between; empty means all)"),
    "cut": N_("How much of the extract to take"),
    "margin_m": N_("Ground kept around the project (m)"),
}
"""By name of the option, for the list ``import_option``."""
PLACES: dict[str, str] = {"layer": N_("As a layer of the map"), "none": N_("Leave out")}
CUT: dict[str, str] = {"project": N_("Only the ground of the project and around it"), "whole": N_("All of it")}
PLACE_KINDS: dict[str, str] = {
    "city": N_("City"),
    "town": N_("Town"),
    "village": N_("Village"),
    "hamlet": N_("Small village"),
    "farm": N_("Farm"),
    "suburb": N_("Part of a town"),
    "neighbourhood": N_("Neighbourhood"),
    "island": N_("Island"),
    "locality": N_("Named place"),
}
"""Kinds of named places on the base map."""
