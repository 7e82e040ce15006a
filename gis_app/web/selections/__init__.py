"""The site of choosing territories and of work areas."""
