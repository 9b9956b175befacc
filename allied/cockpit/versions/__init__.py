"""Versions of the map: the list, one drawn, two compared on the map, agreeing, proposing."""
