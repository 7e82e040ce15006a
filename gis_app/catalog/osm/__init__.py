"""OpenStreetMap extracts: what they say of themselves and what is in them."""
