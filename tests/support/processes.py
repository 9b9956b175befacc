"""What descends from a process, as the system tells it."""

from pathlib import Path


def descendants(pid: int) -> list[int]:
    """Its children, each followed by their own; none where it has ended."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [one for child in map(int, children) for one in (child, *descendants(child))]
