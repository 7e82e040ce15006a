"""Pure GIS and statistics: frames and arrays in, Series and frames out."""
