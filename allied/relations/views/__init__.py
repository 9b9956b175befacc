"""Pages of relationship scorecards."""
