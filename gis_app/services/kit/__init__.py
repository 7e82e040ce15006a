"""What a meeting takes along on paper."""
