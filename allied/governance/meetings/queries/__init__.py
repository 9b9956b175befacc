"""Reads of meetings before they begin."""
