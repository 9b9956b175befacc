"""Where the product looks across rooms by right: each place with its reason, and no other."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OPENINGS = {
    ("manage.py", "Django's own commands, migrations among them"),
    ("allied/commands/serving.py", "Django's own commands, migrations among them"),
    ("allied/commands/framework.py", "a command on the server"),
    (
        "allied/relations/services/links.py",
        "a link is found by its hash, before it is known which sheet it opens",
    ),
    ("allied/alliances/services/invitations.py", "whoever accepts gets a seat only by it"),
    (
        "allied/launch/services.py",
        "the rooms are new: their founder gets a seat in this transaction",
    ),
    ("allied/discovery/services/candidates.py", "boards of either own room hold a joint candidate"),
    (
        "allied/discovery/services/candidates.py",
        "passages of either own room lie under a joint candidate",
    ),
    (
        "allied/scorecard/derived/feeding.py",
        "a measure feeds formulas of rooms that its writer may not learn of",
    ),
    (
        "allied/relations/services/links.py",
        "a link is found by its hash, before it is known which sheet it opens",
    ),
    ("allied/scorecard/registering.py", "the calendar binds the readings of every room"),
    (
        "allied/scorecard/services/standings.py",
        "what a formula of another room computed is kept too",
    ),
    (
        "allied/scorecard/services/standings.py",
        "what is fed in another room is locked with what feeds it",
    ),
}


def openings(path: Path) -> set[tuple[str, str]]:
    """Every call of `every_room` in a file, with the reason as it is written there."""
    tree = ast.parse(path.read_text())
    said = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return {
        (
            str(path.relative_to(ROOT)),
            reason.value if isinstance(reason, ast.Constant) else said[reason.id],
        )
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == "every_room"
        for reason in node.args
    }


def test_each_opening_is_known_with_its_reason() -> None:
    paths = [p for p in (ROOT / "allied").rglob("*.py") if "tests" not in p.parts]
    assert set().union(*map(openings, [ROOT / "manage.py", *paths])) == OPENINGS


def test_a_server_is_never_admitted_as_a_whole() -> None:
    text = (ROOT / "allied/commands/serving.py").read_text()
    named = {getattr(node, "name", ""): ast.unparse(node) for node in ast.parse(text).body}
    assert "start(" not in named["serve"]
    assert named["_loaded"].count("start(serving=True)") == 1
