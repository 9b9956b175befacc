from allied.strategy.tests.conftest import drawn

__all__ = ["drawn"]
