"""The map page: the home of an alliance."""
