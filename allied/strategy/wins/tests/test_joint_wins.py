"""Joint wins of all objectives on one page: drafts of ours, put forward, lost races."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allied.alliances.models import Alliance
from allied.foundation.access.actor import View
from allied.foundation.audit.models import Entry
from allied.strategy.models import JointWin, MapChange
from allied.strategy.queries import joint_wins_on, map_of
from allied.strategy.services import add_objective, remove_objective, set_joint_win, undo_change
from allied.strategy.wins.queries import may_state_in, unstated_in, wins_of


def text(response):
    return response.content.decode()


@pytest.fixture
def page(drawn):
    return f"{drawn.url}joint-wins/"


def sent(cast, drawn, who="quintiles_manager", view=View.OURS, **said):
    """What the page of this person would send, with some rows changed: `speed="Faster"`."""
    data = {}
    for row in wins_of(cast.alliance, cast.actor(who, view)).rows:
        pk = row.objective.pk
        data |= {
            f"{pk}-text": row.text, f"{pk}-was": row.text, f"{pk}-version": row.version,
            f"{pk}-draft_version": row.draft_version,
        }  # fmt: skip
    for name, value in said.items():
        words, _, tick = value.partition("|")
        pk = getattr(drawn, name).pk
        data[f"{pk}-text"] = words
        if tick:
            data[f"{pk}-forward"] = "on"
    return data


def test_what_is_not_ticked_is_a_draft_of_ours(signed_in, cast, drawn, page):
    client = signed_in("quintiles_manager", View.OURS)
    changes = MapChange.objects.count()
    said = sent(cast, drawn, speed="Faster starts", value="More money|x")
    client.post(page, said)
    draft = JointWin.objects.get(text="Faster starts")
    assert draft.room == cast.quintiles_room
    assert JointWin.objects.get(text="More money").room == cast.joint
    assert MapChange.objects.count() == changes + 1
    other = text(signed_in("solvay_manager", View.OURS).get(page))
    assert "More money" in other
    assert "Faster starts" not in other
    joint_trail = Entry.objects.filter(room_id=cast.joint.pk)
    assert not joint_trail.filter(act="strategy.draft_joint_win").exists()


def test_a_draft_is_on_no_map_and_in_no_list_of_joint_wins(signed_in, cast, drawn, page):
    signed_in("quintiles_manager", View.OURS).post(page, sent(cast, drawn, speed="Hidden"))
    ours = cast.actor("quintiles_manager", View.OURS)
    assert drawn.speed.pk not in map_of(cast.alliance, ours).joint_wins
    assert joint_wins_on(drawn.speed.pk, ours) == []


def test_a_ticked_draft_is_put_forward_and_no_draft_any_more(signed_in, cast, drawn, page):
    client = signed_in("quintiles_manager", View.OURS)
    client.post(page, sent(cast, drawn, speed="Faster"))
    client.post(page, sent(cast, drawn, speed="Faster|x"))
    assert JointWin.objects.get(text="Faster").room == cast.joint


def test_in_the_joint_view_what_changed_is_put_forward(signed_in, cast, drawn, page):
    client = signed_in("quintiles_manager")
    client.post(page, sent(cast, drawn, view=View.JOINT, speed="Faster", value="More"))
    assert JointWin.objects.filter(room=cast.joint).count() == 3


def test_putting_forward_can_be_undone_as_one_change(signed_in, cast, drawn, page):
    client = signed_in("quintiles_manager")
    client.post(page, sent(cast, drawn, view=View.JOINT, speed="Faster", value="More"))
    undo_change(by=drawn.by, change=MapChange.objects.latest("pk"))
    assert JointWin.objects.count() == 1


def test_both_texts_are_shown_where_somebody_was_first(signed_in, cast, drawn, page):
    client = signed_in("quintiles_manager")
    said = sent(cast, drawn, view=View.JOINT, trust="Mine", speed="Also mine")
    sponsor = cast.actor("quintiles_sponsor", View.JOINT)
    set_joint_win(by=sponsor, objective=drawn.trust, partner=cast.quintiles, text="Theirs")
    response = client.post(page, said)
    assert response.status_code == 409
    for words in ("Mine", "Theirs", "Also mine"):
        assert words in text(response)
    assert JointWin.objects.count() == 1
    said[f"{drawn.trust.pk}-version"] = JointWin.objects.get().version
    assert client.post(page, said).status_code == 302


def test_two_of_one_side_at_one_draft(signed_in, cast, drawn, page):
    client = signed_in("quintiles_manager", View.OURS)
    first, second = (sent(cast, drawn, speed=words) for words in ("One", "Two"))
    client.post(page, first)
    response = client.post(page, second)
    assert response.status_code == 409
    assert "One" in text(response)
    assert "Two" in text(response)


def test_an_empty_field_takes_away_only_where_it_is_ticked(signed_in, cast, drawn, page):
    client = signed_in("quintiles_manager", View.OURS)
    response = client.post(page, sent(cast, drawn, trust=""))
    assert response.status_code == 422
    assert "Tick" in text(response)
    client.post(page, sent(cast, drawn, trust="|x"))
    assert not JointWin.objects.exists()


@pytest.mark.parametrize("words", ["x" * 301, "a\0b", "b" * 10_000])
def test_bad_text_is_refused_beside_the_field_and_kept(signed_in, cast, drawn, page, words):
    client = signed_in("quintiles_manager")
    response = client.post(page, sent(cast, drawn, view=View.JOINT, speed=words))
    assert response.status_code == 422
    assert JointWin.objects.count() == 1


@pytest.mark.parametrize("version", ["", "-1", "many", "9" * 40])
def test_versions_that_are_none_break_nothing(signed_in, cast, drawn, page, version):
    said = sent(cast, drawn, view=View.JOINT, trust="Mine")
    said[f"{drawn.trust.pk}-version"] = version
    assert signed_in("quintiles_manager").post(page, said).status_code in {409, 422}


@pytest.mark.parametrize("who", ["reader", "member", "measure_owner"])
def test_others_read_it(signed_in, drawn, page, who):
    client = signed_in(who)
    assert "Build trust" in text(client.get(page))
    assert client.post(page, {}).status_code == 403


def test_a_removed_objective_is_gone_from_the_page(signed_in, cast, drawn, page):
    said = sent(cast, drawn, view=View.JOINT, speed="Faster")
    remove_objective(by=drawn.by, objective=drawn.speed, version=drawn.speed.version)
    assert signed_in("quintiles_manager").post(page, said).status_code == 302
    assert not JointWin.objects.filter(objective=drawn.speed).exists()


def test_how_many_are_not_stated(cast, drawn):
    def count(actor):
        rows = Alliance.objects.visible_to(actor).annotate(
            count=unstated_in(actor, may_state_in(actor))
        )
        return rows.get(pk=cast.alliance.pk).count

    assert count(cast.actor("solvay_manager", View.JOINT)) == 3
    assert count(drawn.by) == 2
    assert count(cast.actor("reader")) == 0


def test_the_same_queries_for_three_and_for_many(signed_in, cast, drawn, page):
    client = signed_in("quintiles_manager", View.OURS)

    def count():
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    three = count()
    for number in range(6):
        made = add_objective(
            by=drawn.by, alliance=cast.alliance, perspective=drawn.low, theme=drawn.growth,
            title=f"More {number}",
        )  # fmt: skip
        set_joint_win(by=drawn.by, objective=made, partner=cast.quintiles, text="So")
    assert count() == three <= 12
