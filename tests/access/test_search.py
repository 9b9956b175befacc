"""Search walks every table: each side finds its own, and not a trace of the other's."""

from collections.abc import Callable

import pytest
from django.test import Client

from allied.cockpit.search.queries import search_everywhere
from allied.foundation.access.actor import View
from tests.support.world import MARKER, World

from .test_walk import STRANGERS, said

PALETTE = {"HX-Request": "true"}
EVERY_KIND = {
    "objective", "measure", "decision", "action", "escalation", "meeting", "topic", "entry",
    "proposal", "body", "counterpart", "person", "note", "alliance",
}  # fmt: skip
SECRET_KINDS = EVERY_KIND - {"objective", "person", "alliance"}  # those of the world in our room


def kinds(world: World, who: str, view: View, words: str) -> set[str]:
    return {group.kind for group in search_everywhere(world.cast.actor(who, view), words, 30)}


@pytest.mark.parametrize(("who", "view"), STRANGERS)
@pytest.mark.parametrize("words", [MARKER, MARKER.lower(), MARKER[:4], f"{MARKER} said", "inno"])
def test_strangers_find_nothing_of_our_room(
    world: World, signed_in: Callable[..., Client], who: str, view: View, words: str
) -> None:
    assert kinds(world, who, view, words) == set()
    for headers in ({}, PALETTE):
        page = said(signed_in(who, view).get("/search/", {"q": words}, headers=headers))
        echoed = MARKER.lower() in words.lower()  # the page repeats what was looked for
        assert echoed or MARKER.lower() not in page
        assert 'class="search-hit' not in page


def test_its_own_side_finds_every_kind_of_it(world: World) -> None:
    """Else the walk above would prove nothing."""
    assert kinds(world, "solvay_manager", View.OURS, MARKER) == SECRET_KINDS


def test_both_sides_find_what_is_joint(world: World, signed_in: Callable[..., Client]) -> None:
    wanted = {"decision", "action", "escalation", "meeting", "topic", "entry", "proposal", "body"}
    pages = []
    for who in ("solvay_manager", "quintiles_manager"):
        assert wanted <= kinds(world, who, View.JOINT, "steered together")
        client = signed_in(who, View.JOINT)
        pages.append(client.get("/search/?q=steered together", headers=PALETTE).content)
    assert pages[0] == pages[1]


def test_a_journal_is_found_by_nobody(world: World) -> None:
    for who in ("solvay_manager", "solvay_sponsor"):
        assert kinds(world, who, View.OURS, "journal") == set()
