"""A file becomes data: understood, checked, confirmed, undone."""
