"""Letters: which face has them, how wide they are, and in which lines they stand."""
