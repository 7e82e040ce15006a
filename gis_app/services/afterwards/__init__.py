"""What becomes of a meeting afterwards."""
