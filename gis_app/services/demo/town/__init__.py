"""Paraugpilsēta: an invented town, drawn by hand and filled by seeded chance, in the open sea."""
