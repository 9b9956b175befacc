"""Pages of bodies."""
