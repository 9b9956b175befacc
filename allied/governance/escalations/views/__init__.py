"""Views of escalations."""
