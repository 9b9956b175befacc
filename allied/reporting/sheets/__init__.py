"""Drawn sheets, and the files they become: PDF and SVG."""
