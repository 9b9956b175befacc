"""On a shared screen only the presented alliance can be reached: every URL and every link."""

import re
from collections import deque
from collections.abc import Callable

import pytest
from django.test import Client

from allied.alliances.models import Partner, Role
from allied.alliances.services import appoint
from allied.foundation.access.actor import View
from allied.foundation.access.middleware import PRESENTED_HOME_KEY, PRESENTED_KEY
from allied.notes.models import Note
from allied.strategy.models import Objective, Perspective, Theme
from tests.support.doors import doors, patterns
from tests.support.world import World, measured

ELSEWHERE = "Cadmium"  # stands in all that belongs to the alliance that is not presented
LINK = re.compile(r'(?:href|hx-get|action)="(/[^"#]*)"')
OPEN_OUTSIDE = {"alliances:look_at", "ui:robots"}
FOR_PROGRAMS = "api:"  # answers whoever asks with what that actor sees, here the one alliance


@pytest.fixture
def elsewhere(world: World) -> World:
    """The presenter, an alliance manager, keeps another alliance with something of every kind."""
    cast, other = world.cast, world.cast.rival_alliance
    other.name = f"{ELSEWHERE} alliance"
    other.save()
    side = Partner.objects.get(alliance=other, company=cast.quintiles.company)
    appoint(by=None, partner=side, person=cast.quintiles_manager, role=Role.ALLIANCE_MANAGER)
    room = other.rooms.get(partner=None)
    place = {"alliance": other, "room": room}
    band = Perspective.objects.create(name=f"{ELSEWHERE} band", **place)
    theme = Theme.objects.create(name=f"{ELSEWHERE} theme", **place)
    aim = Objective.objects.create(title=f"{ELSEWHERE} aim", perspective=band, theme=theme, **place)
    measured(aim, room, cast.quintiles_manager, f"{ELSEWHERE} measure")
    Note.objects.create(
        kind="objective", object_id=aim.pk, text=f"{ELSEWHERE} note",
        author=cast.quintiles_manager, **place,
    )  # fmt: skip
    return world


def text_of(response: object) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return (body + str(response.headers).encode()).decode(errors="replace").lower()


def test_the_other_alliance_is_there_while_nobody_presents(
    elsewhere: World, signed_in: Callable[..., Client]
) -> None:
    """Else the walks below would prove nothing."""
    client = signed_in("quintiles_manager")
    slug = elsewhere.cast.rival_alliance.slug
    showing = [a for _, a, _ in doors(slug) if ELSEWHERE.lower() in text_of(client.get(a))]
    assert {"/", f"/a/{slug}/", f"/a/{slug}/scorecard/"} <= set(showing)


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_url_outside_the_presented_alliance_opens(
    elsewhere: World, signed_in: Callable[..., Client], method: str
) -> None:
    cast = elsewhere.cast
    client, home = signed_in("quintiles_manager", View.PRESENT), f"/a/{cast.alliance.slug}/"
    slug = cast.rival_alliance.slug
    for name, address, _ in doors(slug, pk=1):
        if name in OPEN_OUTSIDE:
            continue
        answer = getattr(client, method)(address)
        assert ELSEWHERE.lower() not in text_of(answer), name
        if name.startswith(FOR_PROGRAMS):
            assert f"/{slug}/" not in address or answer.status_code >= 400, name
        elif f"/{slug}/" in address:
            assert answer.status_code in {404, 405}, f"{name}: {answer.status_code}"
        elif method == "get":
            assert (answer.status_code, answer.headers.get("Location")) == (302, home), name
        else:
            assert answer.status_code == 404, name


def test_every_url_outside_an_alliance_is_closed_by_default() -> None:
    """A new page opens on a shared screen only where its author says so here and there."""
    opened = {
        name for name, entry in patterns()
        if getattr(entry.callback, "while_presenting", False)
        and "slug" not in entry.pattern.converters and not name.startswith(FOR_PROGRAMS)
    }  # fmt: skip
    assert opened == OPEN_OUTSIDE


def test_no_link_leads_out_of_the_presented_alliance(
    elsewhere: World, signed_in: Callable[..., Client]
) -> None:
    client = signed_in("quintiles_manager", View.PRESENT)
    home = f"/a/{elsewhere.cast.alliance.slug}/"
    waiting, seen = deque([home, f"/search/?q={ELSEWHERE}", "/"]), set()
    while waiting:
        address = waiting.popleft().replace("&amp;", "&")
        if address in seen or address.startswith("/static/") or len(seen) > 400:
            continue
        seen.add(address)
        answer = client.get(address)
        body = text_of(answer)
        assert ELSEWHERE.lower() not in body, address
        if "html" in answer.headers.get("Content-Type", ""):
            waiting.extend(LINK.findall(body))
    assert len(seen) > 15
    assert f"{home}scorecard/" in seen
    assert f"{home}reviews/" in seen


@pytest.mark.parametrize("htmx", [True, False])
def test_without_a_presented_alliance_nothing_opens(
    elsewhere: World, signed_in: Callable[..., Client], htmx: bool
) -> None:
    client = signed_in("quintiles_manager", View.PRESENT)
    session = client.session
    del session[PRESENTED_KEY], session[PRESENTED_HOME_KEY]
    session.save()
    headers = {"HX-Request": "true"} if htmx else {}
    for slug in (elsewhere.cast.alliance.slug, elsewhere.cast.rival_alliance.slug):
        for name, address, _ in doors(slug, pk=1):
            answer = client.get(address, headers=headers)
            assert ELSEWHERE.lower() not in text_of(answer), name
            if name not in OPEN_OUTSIDE and not name.startswith(FOR_PROGRAMS):
                assert answer.status_code in {404, 405}, name
    page = client.get("/").content.decode()
    assert 'name="view" value="joint"' in page  # the way out


def test_parts_for_a_script_are_refused_too(
    elsewhere: World, signed_in: Callable[..., Client]
) -> None:
    client = signed_in("quintiles_manager", View.PRESENT)
    for address in ("/", f"/search/?q={ELSEWHERE}", "/me/"):
        assert client.get(address, headers={"HX-Request": "true"}).status_code == 404


def test_presenting_begins_in_an_alliance_and_stays_in_it(
    elsewhere: World, signed_in: Callable[..., Client]
) -> None:
    client, cast = signed_in("quintiles_manager"), elsewhere.cast
    client.post("/look/", {"view": "present", "next": "/"})  # of two, which one?
    assert client.get("/").status_code == 200
    here, there = f"/a/{cast.alliance.slug}/", f"/a/{cast.rival_alliance.slug}/"
    client.post("/look/", {"view": "present", "next": f"{there}scorecard/"})
    assert client.get(there).status_code == 200
    assert client.get(here).status_code == 404
    client.post("/look/", {"view": "present", "next": here})  # not out of one into another
    assert client.get(here).status_code == 404
    client.post("/look/", {"view": "joint", "next": there})
    assert client.get(here).status_code == 200
    assert client.get("/me/").status_code == 200


def test_the_only_alliance_is_presented_from_anywhere(
    world: World, signed_in: Callable[..., Client]
) -> None:
    client = signed_in("member")
    assert 'value="present"' in client.get("/").content.decode()
    answer = client.post("/look/", {"view": "present", "next": "/"})
    assert answer.headers["Location"] == f"/a/{world.cast.alliance.slug}/"


def test_the_way_through_an_alliance_on_the_wall(
    world: World, signed_in: Callable[..., Client]
) -> None:
    client, home = signed_in("member", View.PRESENT), f"/a/{world.cast.alliance.slug}/"
    for path in ("", "scorecard/", "reviews/"):
        page = client.get(home + path).content.decode()
        for key, to in (("g m", ""), ("g s", "scorecard/"), ("g v", "reviews/")):
            assert re.search(rf'href="{home}{to}"[^>]*data-key="{key}"', page), (path, to)
