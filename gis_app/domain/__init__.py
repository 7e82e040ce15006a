"""Facts: frozen dataclasses, lists of codes, errors and coordinate systems."""
