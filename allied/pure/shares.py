"""A share with what it is a share of: so many of so many."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``of``."""

    count: int
    of: int

    @property
    def share(self) -> float | None:
        """0 to 1; none of nothing, which is not 0."""
        return self.count / self.of if self.of else None
