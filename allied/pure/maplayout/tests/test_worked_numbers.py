"""The tables of docs/algorithms/maplayout.md, row by row."""

from itertools import accumulate
from pathlib import Path

from allied.pure.maplayout import Link, Node, count_crossings, lay_out, order_bands
from allied.pure.maplayout.columns import in_order
from allied.pure.maplayout.matrix import Matrix, exchange_rows, pack
from allied.pure.maplayout.net import build_net
from allied.pure.maplayout.sifting import place_best

PAGE = Path(__file__).parents[4] / "docs" / "algorithms" / "maplayout.md"
NODES = [Node(key, 0) for key in "abc"] + [Node(key, 1) for key in "pqrs"]
LINKS = [Link(*pair) for pair in ("pb", "pc", "qc", "ra", "rb", "sa")]
GIVEN = [list("abc"), list("pqrs")]


def table(head: str) -> list[list[str]]:
    """The rows of the table on the page whose head begins so."""
    lines = PAGE.read_text().splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith(f"| {head} |")) + 2
    rows = []
    for line in lines[first:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def matrix() -> Matrix:
    return exchange_rows(pack(build_net(NODES, LINKS)), [[0, 1, 2], [0, 1, 2, 3]], 1)


def test_the_crossings_of_the_example() -> None:
    assert count_crossings(GIVEN, LINKS) == 9
    assert order_bands(NODES, LINKS) == [list("cba"), list("qprs")]
    assert count_crossings(order_bands(NODES, LINKS), LINKS) == 0


def test_the_matrix_of_exchanges() -> None:
    rows = table("moves")
    assert [row[0] for row in rows] == list("pqrs")
    assert [tuple(int(cell) for cell in row[1:]) for row in rows] == matrix()


def test_the_pass_of_sifting() -> None:
    rows = table("item")
    order = [0, 1, 2, 3]
    assert len(rows) == len(order)
    for item, (key, before, sums, after, gained) in enumerate(rows):
        row = matrix()[item]
        assert (key, before) == ("pqrs"[item], named(order))
        assert sums == " ".join(map(str, accumulate([row[v] for v in order], initial=0)))
        assert place_best(order, item, row) == int(gained)
        assert after == named(order)


def named(order: list[int]) -> str:
    return " ".join("pqrs"[item] for item in order)


def test_places_under_an_order() -> None:
    rows = [[float(cell) for cell in row] for row in table("wish")]
    placed = in_order([(row[0], row[1]) for row in rows], [0, 192, 384], slack=400, first=84)
    assert placed == [row[2] for row in rows]


def test_the_drawing() -> None:
    boxes = lay_out(NODES, LINKS, 2).boxes
    assert [[key, str(box.x), str(box.y)] for key, box in boxes.items()] == table("objective")
