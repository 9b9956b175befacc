"""The pages of decisions, of deliberation and of the journal."""
