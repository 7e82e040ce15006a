"""Residents' messages about public places, outside meetings."""
