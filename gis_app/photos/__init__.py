"""Residents' photos: read strictly, encoded again without anything but the picture."""
