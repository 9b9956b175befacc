"""Packs, decks and posters: plain data in, files out."""
