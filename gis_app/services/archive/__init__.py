"""A project or a whole installation as one file, and back."""
