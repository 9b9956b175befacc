"""Advice on the form of the map, with the place where each piece is settled."""
