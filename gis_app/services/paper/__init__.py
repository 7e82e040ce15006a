"""Sheets and slips of a meeting, typed in by staff."""
