"""Cells that mean *no data*, which is not zero."""

NO_DATA = frozenset({"", "na", "n/a", "#n/a", "nan", "null", "none", ".", "..", "...", "…", ":"})
"""What statistics offices, spreadsheets and R leave where there is no figure (compared in lower case)."""
