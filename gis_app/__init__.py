"""Kopienas karte: map a community with its residents, choose where to work, carry the result to paper."""
