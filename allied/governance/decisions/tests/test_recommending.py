"""Which option is recommended, by whom and why: optional, shown wherever one chooses."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from allied.foundation.access.actor import View
from allied.foundation.access.refusal import Refused
from allied.governance.decisions import services
from allied.governance.decisions.export import COLUMNS, rows_of
from allied.governance.decisions.moving import decision_shown
from allied.governance.decisions.queries import Wanted
from allied.governance.decisions.services import Recommendation
from allied.governance.models import Decision
from tests.support.cast import Cast

from .conftest import TWO

WHY = "Both <sides> gain"


def told(row: Decision) -> tuple:
    row.refresh_from_db()
    return (str(row.recommended or ""), str(row.recommended_by or ""), row.recommended_why)


def form_of(row: Decision, **more: object) -> dict:
    first, second = row.options.all()
    return {
        "version": row.version, "options": 2, "title": row.title, "importance": 3,
        "reversibility": "reversible", "option_0_title": first.title, "option_0_pk": first.pk,
        "option_1_title": second.title, "option_1_pk": second.pk, **more,
    }  # fmt: skip


def test_it_is_written_changed_and_taken_back(asked: Callable, by: Callable, cast: Cast) -> None:
    row = asked(recommends=Recommendation(1, cast.solvay_sponsor, WHY))
    assert told(row) == ("Keep them shut", "Solvay sponsor", WHY)
    kept = [{"pk": o.pk, "title": o.title} for o in row.options.all()]
    edit = {"by": by("member"), "decision": row}
    services.edit_decision(**edit, version=1, title="Open?")
    assert told(row)[0] == "Keep them shut"
    services.edit_decision(**edit, version=2, options=kept, recommends=Recommendation(0))
    assert told(row) == ("Open them", "Member", "")
    services.edit_decision(**edit, version=3, options=kept, recommends=Recommendation())
    assert told(row) == ("", "", "")
    assert told(asked()) == ("", "", "")


@pytest.mark.parametrize(
    ("place", "who", "why", "field"),
    [
        (2, None, "", "recommended"),
        (-1, None, "", "recommended"),
        (None, None, "Because", "recommended"),
        (0, "outsider", "", "recommended_by"),
        (0, "former_member", "", "recommended_by"),
        (0, None, "x" * 301, "recommended_why"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    asked: Callable, cast: Cast, place: int | None, who: str | None, why: str, field: str
) -> None:
    someone = getattr(cast, who) if who else None
    with pytest.raises(Refused) as refused:
        asked(recommends=Recommendation(place, someone, why))
    assert refused.value.field == field
    assert not Decision.objects.exists()


def test_in_our_room_somebody_of_our_side_recommends(asked: Callable, cast: Cast) -> None:
    with pytest.raises(Refused):
        asked(view=View.OURS, recommends=Recommendation(0, cast.solvay_sponsor))
    row = asked(view=View.OURS, recommends=Recommendation(0, cast.quintiles_sponsor, WHY))
    [shown] = [s.lines for s in decision_shown(row) if s.heading == "What is recommended"]
    assert shown == [f"Open them · Quintiles sponsor · {WHY}"]  # before it goes to the partner


def test_an_option_taken_away_takes_its_recommendation(asked: Callable, by: Callable) -> None:
    row = asked(recommends=Recommendation(0))
    first, second = row.options.all()
    options = [{"pk": first.pk, "title": ""}, {"pk": second.pk, "title": second.title}]
    with pytest.raises(Refused, match="written down"):
        services.edit_decision(
            by=by("member"), decision=row, version=1, options=options, recommends=Recommendation(0)
        )
    services.edit_decision(by=by("member"), decision=row, version=1, options=options)
    assert told(row)[0] == ""


def test_on_the_form_and_wherever_one_chooses(
    asked: Callable, by: Callable, cast: Cast, signed_in: Callable[..., Client]
) -> None:
    row, client = asked(), signed_in("member")
    url = lambda name: reverse(f"governance:{name}", args=[cast.alliance.slug, row.pk])  # noqa: E731
    more = {
        "recommended": "1", "recommended_by": cast.solvay_sponsor.pk, "recommended_why": WHY,
    }  # fmt: skip
    wrong = client.post(url("decision_edit"), form_of(row, **{**more, "recommended": ""}))
    assert wrong.status_code == 422
    assert "Choose the option that is recommended." in wrong.content.decode()
    assert client.post(url("decision_edit"), form_of(row, **more)).status_code == 302
    assert told(row) == ("Keep them shut", "Solvay sponsor", WHY)
    for name in ("decision", "decision_take"):
        page = client.get(url(name)).content.decode()
        assert "Recommended by Solvay sponsor" in page
        assert "Both &lt;sides&gt; gain" in page
    assert "Keep them shut (recommended)" in page
    again = client.get(url("decision_edit")).content.decode()
    assert '<option value="1" selected>Option 2</option>' in again
    assert WHY.replace("<", "&lt;").replace(">", "&gt;") in again
    [cells] = rows_of(by("member"), cast.alliance, Wanted())
    found = dict(zip(COLUMNS, cells, strict=True))
    assert (found["recommended"], found["recommended by"], found["recommended because"]) == told(
        row
    )
    assert client.post(url("decision_edit"), form_of(row)).status_code == 302
    assert told(row) == ("", "", "")


def test_taken_up_anew_nobody_has_recommended_yet(asked: Callable, by: Callable) -> None:
    row = asked(recommends=Recommendation(0))
    old = services.take_decision(by=by(), decision=row, version=1, decided="Yes")
    assert told(old)[0] == "Open them"
    assert told(services.supersede_decision(by=by(), decision=old, title="And now?", options=TWO))[
        0
    ] == ""  # fmt: skip
