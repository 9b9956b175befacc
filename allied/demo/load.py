"""Loading the demo."""

from collections.abc import Callable

from django.db import transaction

from .cast import cast, demo_password, let_sign_in
from .joint_alliances import load_agencies
from .solvay_quintiles import load_solvay_quintiles

Tell = Callable[[str], object]


def load_demo(progress: Tell | None = None) -> None:
    """Load what is not there yet. What visitors changed of it is left as it is."""
    tell = progress or (lambda text: None)
    parts: list[tuple[str, Callable[[], None]]] = [
        ("Solvay and Quintiles", load_solvay_quintiles),
        ("Joint goals of United States agencies, from the published sheet", load_agencies),
    ]
    for name, load in parts:
        tell(name)
        with transaction.atomic():
            load()
    let_sign_in()


def demo_accounts() -> list[tuple[str, str, str]]:
    """Name, address and password of everybody of the demo who has a role now."""
    password = demo_password()
    return [(player.name, player.email, password) for player in cast() if not player.has_left]
