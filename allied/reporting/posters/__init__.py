"""The map as a wall poster: PDF and SVG of one drawing."""
