"""Living data: models, repositories and migrations."""
