"""A share with what it is a share of: so many of so many."""

from msgspec import Struct


class Share(Struct, frozen=True):
    """``count`` of ``of``."""

    count: int
    of: int

    @property
    def share(self) -> float | None:
        """0 to 1; none of nothing, which is not 0."""
        return self.count / self.of if self.of else None
