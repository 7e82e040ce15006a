"""Files that people take away: a frame or a table in, the bytes of a file out."""
