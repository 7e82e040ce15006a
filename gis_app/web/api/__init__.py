"""JSON for our own pages and for other programs, under ``/api/v1``."""
