"""Work areas: a few connected, deliberately mixed sets of territories."""
