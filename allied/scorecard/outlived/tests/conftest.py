"""The small map of the scorecard's tests."""

from allied.scorecard.tests.conftest import by, measure_of, objective, objective_of, ours, periods

__all__ = ["by", "measure_of", "objective", "objective_of", "ours", "periods"]
