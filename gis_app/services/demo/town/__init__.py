"""Paraugpilsēta: an invented town, drawn by hand and filled by seeded chance, in the open sea."""

from gis_app.services.demo.town.load import load

__all__ = ["load"]
