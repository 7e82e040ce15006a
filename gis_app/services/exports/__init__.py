"""Data on their way out: layers, lists and figures as files, public layers as OGC API – Features."""
