"""The API by every token that must see or change nothing: the same walls as the pages have."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from allied.alliances.services import end_person
from allied.foundation.access.actor import View
from allied.people.models import AccessToken
from allied.people.tokens import make_token, revoke_token
from allied.scorecard.models import Reading
from tests.support.cast import Cast
from tests.support.doors import api_doors
from tests.support.world import MARKER, SECRET, World

from .test_non_interference import change_every_secret
from .test_walk import said

STRANGERS = [
    ("quintiles_manager", "ours"),
    ("quintiles_sponsor", "joint"),
    ("solvay_manager", "joint"),  # of the room itself, by a token that sees the joint rooms only
    ("outsider", "ours"),
    ("former_member", "ours"),
]
PUBLIC = {"api:openapi", "api:unknown"}


def token_of(cast: Cast, who: str, view: str = "joint", scope: str = "write") -> str:
    by = cast.actor(who)
    return make_token(by=by, name="walk", scope=scope, view=view, days=30)[1]


def bearing(text: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {text}"})


def sent(world: World, measure: int) -> dict[str, object]:
    year = timezone.localdate().year - 1
    return {"readings": [{"measure": measure, "period": f"{year}-Q4", "value": 77, "note": "x"}]}


def walk(client: Client, world: World) -> dict[str, object]:
    """What every operation answers, asked for the secret record and for the joint one."""
    slug, found = world.cast.alliance.slug, {}
    for pk in (SECRET, world.measure.pk):
        for name, address, _ in api_doors(slug, pk):
            if name not in PUBLIC:
                found[f"GET {address}"] = client.get(address)
                found[f"POST {address} {pk}"] = client.post(
                    address, sent(world, pk), content_type="application/json"
                )
    return found


@pytest.mark.parametrize(("who", "view"), STRANGERS)
def test_no_answer_shows_a_secret(world: World, who: str, view: str) -> None:
    before = Reading.objects.filter(measure=world.secret_measure).count()
    answers = walk(bearing(token_of(world.cast, who, view)), world)
    assert len(answers) > 8
    for asked, response in answers.items():
        assert MARKER.lower() not in said(response), asked
        assert response.status_code < 500, asked
        if str(SECRET) in asked and response.status_code == 200:
            assert "readings" not in asked, asked
    assert Reading.objects.filter(measure=world.secret_measure).count() == before


@pytest.mark.parametrize("who", ["outsider", "former_member"])
def test_an_alliance_does_not_exist_for_outsiders(world: World, who: str) -> None:
    client = bearing(token_of(world.cast, who, "ours"))
    for asked, response in walk(client, world).items():
        if world.cast.alliance.slug in asked:
            assert response.status_code in {404, 405}, asked
    assert world.cast.alliance.name not in said(client.get("/api/v1/alliances/"))


def test_the_owner_sees_its_secrets(world: World) -> None:
    """Else the walks would prove nothing."""
    answers = walk(bearing(token_of(world.cast, "solvay_manager", "ours")), world)
    showing = {asked for asked, response in answers.items() if MARKER.lower() in said(response)}
    assert any("/measures/" in asked for asked in showing)
    assert any("/scores/" in asked for asked in showing)
    assert f"POST /api/v1/alliances/{world.cast.alliance.slug}/readings/ {SECRET}" in answers
    assert Reading.objects.filter(measure=world.secret_measure, value=77).exists()


@pytest.mark.parametrize(
    ("who", "view"), [("quintiles_manager", "ours"), ("solvay_manager", "joint")]
)
def test_the_other_side_receives_the_same_bytes(world: World, who: str, view: str) -> None:
    client, slug = bearing(token_of(world.cast, who, view)), world.cast.alliance.slug
    addresses = [address for _, address, _ in api_doors(slug)]
    addresses += [address for _, address, _ in api_doors(slug, world.measure.pk)]
    before = [(each, client.get(each).content) for each in addresses]
    change_every_secret(world, but=(AccessToken,))
    assert [(each, client.get(each).content) for each in addresses] == before


def dead_tokens(cast: Cast) -> dict[str, str]:
    revoked, expired = (token_of(cast, "quintiles_manager") for _ in range(2))
    of_expired, of_revoked = AccessToken.objects.filter(person=cast.quintiles_manager)[:2]
    revoke_token(by=cast.actor("quintiles_manager"), token=of_revoked)
    of_expired.expires_at = timezone.now() - timedelta(seconds=1)
    of_expired.save()
    return {"revoked": revoked, "expired": expired, "unknown": "allied_" + "x" * 43, "none": ""}


@pytest.mark.parametrize("which", ["revoked", "expired", "unknown", "none"])
def test_a_dead_token_opens_nothing(world: World, which: str) -> None:
    client = bearing(dead_tokens(world.cast)[which])
    for asked, response in walk(client, world).items():
        assert response.status_code in {401, 405}, asked
        assert response.status_code == 405 or response["WWW-Authenticate"].startswith("Bearer")
    assert not Reading.objects.filter(value=77).exists()


@pytest.mark.parametrize("view", [View.JOINT, View.OURS, View.PRESENT])
def test_the_cookie_of_a_session_opens_nothing(
    world: World, signed_in: Callable[..., Client], view: View
) -> None:
    """So that no other site can make a signed-in browser write."""
    for asked, response in walk(signed_in("quintiles_manager", view), world).items():
        assert response.status_code in {401, 405}, asked
    assert not Reading.objects.filter(value=77).exists()


def test_a_token_of_one_who_left_sees_nothing(world: World) -> None:
    cast = world.cast
    client = bearing(token_of(cast, "measure_owner", "ours"))
    slug = cast.alliance.slug
    assert client.get(f"/api/v1/alliances/{slug}/scores/").status_code == 200
    end_person(
        by=cast.actor("quintiles_manager"), partner=cast.quintiles, person=cast.measure_owner
    )
    for asked, response in walk(client, world).items():
        if slug in asked:
            assert response.status_code in {404, 405}, asked
    assert client.get("/api/v1/alliances/").json() == {"alliances": []}


@pytest.mark.parametrize(
    ("who", "scope"), [("reader", "write"), ("member", "write"), ("quintiles_manager", "read")]
)
def test_who_may_not_write_writes_nothing(world: World, who: str, scope: str) -> None:
    client = bearing(token_of(world.cast, who, "joint", scope))
    address = f"/api/v1/alliances/{world.cast.alliance.slug}/readings/"
    response = client.post(address, sent(world, world.measure.pk), content_type="application/json")
    assert response.status_code == 403
    assert response.json()["error"].endswith(".")
    assert not Reading.objects.filter(value=77).exists()


def test_a_reading_token_may_not_write_by_the_rules_either(world: World) -> None:
    """Were a door to forget the scope, the services would still refuse."""
    from msgspec.structs import replace

    from allied.foundation.access.permissions import allowed

    actor = replace(world.cast.actor("quintiles_manager"), read_only=True)
    for name in ("scorecard.enter_readings", "strategy.edit_map", "alliances.edit", "notes.write"):
        assert not allowed(actor, name, world.cast.alliance), name
    assert not allowed(actor, "people.edit_self")
    assert not allowed(actor, "alliances.start")
