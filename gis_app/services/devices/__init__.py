"""Shared tablet, helpers, and the passes that let them in."""
