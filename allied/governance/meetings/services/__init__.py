"""Writes of meetings, a module per part of a meeting's life."""
