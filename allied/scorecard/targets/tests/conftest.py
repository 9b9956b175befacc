from allied.scorecard.tests.conftest import by, measure_of, objective, objective_of, ours

__all__ = ["by", "measure_of", "objective", "objective_of", "ours"]
