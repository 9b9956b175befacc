"""How a benchmark times and prints."""

import statistics
import time
from collections.abc import Callable, Sequence


def median_ms(call: Callable[[], object], runs: int = 15, warm: int = 3) -> float:
    """The median of several runs, in milliseconds, after some that do not count."""
    for _ in range(warm):
        call()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def show(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a Markdown table, numbers to the right."""
    cells = [[_text(cell) for cell in row] for row in rows]
    widths = [max(len(line[i]) for line in [list(head), *cells]) for i in range(len(head))]
    marks = ["-" * (w - 1) + ":" if i else "-" * w for i, w in enumerate(widths)]
    for line in [list(head), marks, *cells]:
        pairs = list(zip(line, widths, strict=True))
        padded = [pairs[0][0].ljust(pairs[0][1]), *(cell.rjust(width) for cell, width in pairs[1:])]
        print("| " + " | ".join(padded) + " |", flush=True)


def _text(cell: object) -> str:
    return f"{cell:,.2f}" if isinstance(cell, float) else str(cell)
