"""Reads of meetings, a module per page."""
