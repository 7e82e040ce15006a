"""Tables of figures, read into one tidy frame."""
