"""Pages of the map's editing. The map itself is shown by the cockpit."""
