"""Understanding a file that somebody brings: coordinates, CRS, axes, shapes, codes and texts."""
