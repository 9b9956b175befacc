"""The pages of interviews, candidates and workshops."""
