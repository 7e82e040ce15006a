"""Layer files, read and written: layer.toml and the geodata beside it."""
