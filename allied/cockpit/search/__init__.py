"""Search across all that the person may see, as a page and in the palette."""
