from .alliances import alliances, openapi, unknown
from .readings import readings, readings_record
from .scorecard import measures, scores

__all__ = [
    "alliances",
    "measures",
    "openapi",
    "readings",
    "readings_record",
    "scores",
    "unknown",
]
