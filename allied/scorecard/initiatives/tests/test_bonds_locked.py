"""What is expected and what is waited for: the second writer is told, and nothing goes astray."""

from decimal import Decimal

import pytest

from allied.alliances.services.sharing import share_record
from allied.foundation.access.refusal import Refused
from allied.scorecard.initiatives import services
from allied.scorecard.initiatives.page import initiative_page
from allied.scorecard.models import Dependency

from .test_parts import DAY, url, work

__all__ = ["url", "work"]


def test_what_is_expected_is_said_over_nobody(by, signed_in, url, work):
    """The second writer is told what stands, keeps what was typed, and may save over it."""
    client, measure = signed_in("theme_leader"), work.measures.get()

    def say(change, seen):
        given = {"measure": str(measure.pk), "change": change, "by_on": "2024-04-01", "seen": seen}
        return client.post(
            url("effect_set", work), {f"effect-{name}": value for name, value in given.items()}
        )

    assert say("5", "").status_code == 302
    late = say("7", "")
    assert late.status_code == 409
    text = late.content.decode()
    for word in (
        "Somebody else saved this in the meantime",
        'value="7"',
        f'value="{measure.pk}:1"',
    ):
        assert word in text
    assert work.effects.get().change == 5
    assert say("7", f"{measure.pk}:1").status_code == 302
    assert (work.effects.get().change, work.effects.get().version) == (7, 2)
    for odd in ("x", f"{measure.pk}:", f"{measure.pk}:1e9", ":" * 900, f"{measure.pk}:" + "9" * 30):
        assert say("8", odd).status_code == 409
    # Taken off by somebody else: whoever saw it there is told that nothing is expected now.
    services.remove_effect(by=by, effect=work.effects.get(), version=2)
    assert say("9", f"{measure.pk}:2").status_code == 409
    assert say("9", "").status_code == 302
    assert (work.effects.get().removed_at, work.effects.get().version) == (None, 4)


def test_what_is_taken_off_twice_is_told_and_stays_on_record(by, signed_in, url, objective, work):
    other = services.add_initiative(by=by, objective=objective, name="Before")
    bond = services.add_dependency(by=by, initiative=work, prerequisite=other)
    effect = services.set_effect(
        by=by, initiative=work, measure_id=work.measures.get().pk, change=Decimal(3), by_on=DAY
    )
    client = signed_in("theme_leader")
    for name, row in (("dependency_remove", bond), ("effect_remove", effect)):
        for said in (False, True):
            answer = client.post(url(name, row), {"version": "1"}, follow=True)
            assert ("look again first" in answer.content.decode()) is said
        row.refresh_from_db()
        assert (row.removed_at is not None, row.version) == (True, 2)
    page = initiative_page(by, work)
    assert (page.waits_for, page.targets[0].effect) == ([], None)
    assert services.add_dependency(by=by, initiative=work, prerequisite=other) == bond
    assert [each.pk for each in initiative_page(by, work).waits_for] == [bond.pk]


def test_what_was_taken_off_is_not_shared(ours, objective, work):
    own = services.add_initiative(by=ours, objective=objective, name="Ours")
    secret = services.add_initiative(by=ours, objective=objective, name="Secret")
    bond = services.add_dependency(by=ours, initiative=own, prerequisite=secret)
    with pytest.raises(Refused):
        share_record(by=ours, record=own)
    services.remove_dependency(by=ours, dependency=bond, version=bond.version)
    share_record(by=ours, record=own)
    assert not Dependency.objects.exists()
