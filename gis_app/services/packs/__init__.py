"""Carry a hall meeting to the office and erase the laptop's copy."""
