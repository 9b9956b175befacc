"""Maps for the tests of the poster: plain data, no database."""

from collections.abc import Sequence
from datetime import date
from random import Random

from allied.pure.maplayout import Link, Node
from allied.reporting.posters.content import PosterMap, PosterObjective, PosterTheme, PosterWin

TITLES = (
    "Grow the joint pipeline", "Share risk and reward", "Faster clinical trials in Europe",
    "One team in both companies", "Win new indications together", "Decide within ten days",
    "Cost per patient down by a fifth", "Build skills in biometrics",
)  # fmt: skip
SCRIPTS = (
    "نمو مسار التجارب المشترك 2024 (UCB)", "ניהול הסיכון המשותף", "संयुक्त विकास क्षेत्र",
    "共同战略の地図 전략", "Зростання портфеля", "การเติบโตร่วมกัน", "Κοινό σχέδιο", "Հայերեն",
)  # fmt: skip
STATUSES = ("exceeds", "on_track", "caution", "off_track", "no_data", "stale")
WINS = (
    PosterWin("Solvay", "A fuller pipeline at lower cost"),
    PosterWin("Quintiles", "Steady demand for its trials"),
)


def poster_map(
    count: int, titles: Sequence[str] = TITLES, *, bands: int = 4, wins: bool = True, **said: object
) -> PosterMap:
    """A map of so many objectives, linked upwards at random, the same on every run."""
    draw = Random(count)
    nodes = tuple(Node(key, key * bands // max(1, count), group=key % 3) for key in range(count))
    pairs = {
        (draw.randrange(count), draw.randrange(count)) for _ in range(count * 3 // 2) if count > 1
    }
    links = [Link(a, b) for a, b in sorted(pairs) if nodes[a].band > nodes[b].band]
    told = {
        key: PosterObjective(
            titles[key % len(titles)], key % 3, STATUSES[key % 6], WINS if wins and key % 2 else ()
        )
        for key in range(count)
    }
    usual: dict[str, object] = {
        "name": "Solvay and Quintiles",
        "partners": ("Solvay", "Quintiles"),
        "day": date(2026, 11, 22),
        "mission": "Medicines to patients sooner",
        "values_line": "Trust · Openness · Speed",
        "bands": tuple(f"Perspective {i + 1}" for i in range(bands)),
        "themes": (
            PosterTheme("Collaboration", 3), PosterTheme("Growth", 1), PosterTheme("Speed", 2),
        ),
    }  # fmt: skip
    return PosterMap(objectives=told, nodes=nodes, links=tuple(links), **(usual | said))  # type: ignore[arg-type]
