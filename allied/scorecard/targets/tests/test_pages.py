"""The pages on which targets are offered and answered."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from allied.foundation.access.actor import View
from allied.scorecard.models import Offer, Target
from allied.scorecard.services import set_target
from allied.scorecard.targets.services import agree_to, make_offer

DAY = date(2024, 1, 1)


@pytest.fixture
def theirs(cast):
    return cast.actor("solvay_manager", View.JOINT)


@pytest.fixture
def page(cast):
    def address(name, *args):
        return reverse(f"scorecard:{name}", args=[cast.alliance.slug, *args])

    return address


def text(response):
    return response.content.decode()


def typed(**more):
    return {"valid_from": "2024-01-01", "baseline": "0", "target": "120", "weight": "1", **more}


def answers(page_text, **said):
    """The keys on the page, and for each what is said by its measure's place."""
    import re

    keys = re.findall(r'name="key" value="(\w+)"', page_text)
    data = {"key": keys}
    for place, fields in said.items():
        key = keys[int(place.removeprefix("row"))]
        data |= {f"{key}-{name}": value for name, value in fields.items()}
    return data


def test_what_one_side_set_waits_for_the_other(signed_in, page, measure_of):
    measure_of([20], name="Days to decide")
    assert "Days to decide" in text(signed_in("solvay_manager").get(page("targets")))
    own = text(signed_in("quintiles_manager").get(page("targets")))
    assert "No target waits" in own


def test_all_shown_are_agreed_in_one_go(signed_in, page, measure_of):
    for number in range(3):
        measure_of([20], name=f"M{number}")
    client = signed_in("solvay_manager")
    sent = answers(text(client.get(page("targets"))))
    response = client.post(page("targets"), {**sent, "all": "1"}, follow=True)
    assert "3 answers saved" in text(response)
    assert not Target.objects.filter(agreed_at=None).exists()


def test_answers_are_saved_together_or_not_at_all(signed_in, page, measure_of):
    measure_of([20], name="M0")
    measure_of([20], name="M1")
    client = signed_in("solvay_manager")
    shown = text(client.get(page("targets")))
    sent = answers(
        shown,
        row0={"choice": "agree"},
        row1={"choice": "counter", "baseline": "7", "target": "7", "comment": "We maintain it"},
    )
    response = client.post(page("targets"), sent)
    assert response.status_code == 422
    assert "We maintain it" in text(response)
    assert not Target.objects.exclude(agreed_at=None).exists()
    assert not Offer.objects.exists()


@pytest.mark.parametrize("value", ["NaN", "1e308", "many", "9" * 400, "1" * 16])
def test_no_nonsense_as_a_counter_offer(signed_in, page, measure_of, value):
    measure_of([20])
    client = signed_in("solvay_manager")
    sent = answers(
        text(client.get(page("targets"))),
        row0={"choice": "counter", "baseline": "0", "target": value},
    )
    response = client.post(page("targets"), sent)
    assert response.status_code == 422
    assert not Offer.objects.exists()


def test_a_counter_offer_from_the_list(signed_in, page, measure_of):
    measure_of([20])
    client = signed_in("solvay_manager")
    sent = answers(
        text(client.get(page("targets"))),
        row0={"choice": "counter", "baseline": "0", "target": "80", "valid_from": "2024-01-01"},
    )
    assert client.post(page("targets"), sent).status_code == 302
    assert Offer.objects.get(state="open").target == 80


def test_the_second_of_one_side_is_told(signed_in, page, measure_of, cast):
    measure_of([20], name="M0")
    client = signed_in("solvay_manager")
    sent = answers(
        text(client.get(page("targets"))), row0={"choice": "decline", "comment": "Too low"}
    )
    sponsor = cast.actor("solvay_sponsor", View.JOINT)
    agree_to(by=sponsor, subject=Target.objects.get())
    response = client.post(page("targets"), sent)
    assert response.status_code == 409
    assert "Too low" in text(response)
    assert "settled by somebody else" in text(response)


def test_an_offer_is_made_and_answered(signed_in, page, measure_of, theirs):
    measure = measure_of([20])
    client = signed_in("quintiles_manager")
    sent = typed(comment="A stretch")
    assert client.post(page("offer_make", measure.pk), sent).status_code == 302
    offer = Offer.objects.get()
    other = signed_in("solvay_manager")
    shown = text(other.get(page("offers", measure.pk)))
    assert "A stretch" in shown
    response = other.post(
        page("offer_answer", measure.pk),
        {"key": f"o{offer.pk}", "verdict": "agree", "comment": "Yes"},
        follow=True,
    )
    assert "agreed" in text(response)
    assert Target.objects.in_use().get(valid_from=DAY).agreed_at is not None


def test_a_second_offer_from_the_same_day_gets_409_with_both(signed_in, page, measure_of, theirs):
    measure = measure_of([20])
    make_offer(by=theirs, measure=measure, valid_from=DAY, values={"baseline": 0, "target": 77})
    response = signed_in("quintiles_manager").post(
        page("offer_make", measure.pk), typed(comment="Mine")
    )
    assert response.status_code == 409
    assert "77" in text(response)
    assert "Mine" in text(response)


def test_answering_late_keeps_the_comment(signed_in, page, measure_of, theirs):
    measure = measure_of([20])
    target = measure.targets.get()
    agree_to(by=theirs, subject=target)
    response = signed_in("solvay_sponsor").post(
        page("offer_answer", measure.pk),
        {"key": f"t{target.pk}", "verdict": "decline", "comment": "Wait"},
    )
    assert response.status_code == 409
    assert "Wait" in text(response)


def test_a_draft_stays_ours_until_put_forward(signed_in, page, measure_of):
    measure = measure_of([20])
    client = signed_in("quintiles_manager", View.OURS)
    client.post(page("offer_make", measure.pk), typed(draft="1", comment="Our limit"))
    draft = Offer.objects.get()
    assert draft.state == "draft"
    other = signed_in("solvay_manager", View.OURS)
    for address in (page("targets"), page("offers", measure.pk), page("measure", measure.pk)):
        assert "Our limit" not in text(other.get(address))
        assert "one offer" not in text(other.get(address))
    forward = page("offer_forward", draft.pk)
    assert other.post(forward, {"version": "1"}).status_code == 404
    assert client.post(forward, {"version": "0"}).status_code == 409
    assert client.post(forward, {"version": str(draft.version)}).status_code == 302
    assert "Our limit" in text(other.get(page("offers", measure.pk)))


def test_a_draft_is_changed_in_its_form(signed_in, page, measure_of):
    measure = measure_of([20])
    client = signed_in("quintiles_manager", View.OURS)
    client.post(page("offer_make", measure.pk), typed(draft="1"))
    draft = Offer.objects.get()
    address = f"{page('offer_make', measure.pk)}?draft={draft.pk}"
    assert 'value="120"' in text(client.get(address))
    client.post(address, typed(target="90", draft="1", version=str(draft.version)))
    late = client.post(address, typed(target="80", draft="1", version=str(draft.version)))
    assert late.status_code == 409
    draft.refresh_from_db()
    assert draft.target == 90


def test_withdrawn_it_is_kept(signed_in, page, measure_of, by):
    measure = measure_of([20])
    offer = make_offer(by=by, measure=measure, valid_from=DAY, values={"baseline": 0, "target": 5})
    address = page("offer_withdraw", offer.pk)
    assert signed_in("solvay_manager").post(address).status_code == 422
    assert signed_in("quintiles_manager").post(address).status_code == 302
    assert signed_in("quintiles_manager").post(address).status_code == 409
    assert "withdrawn" in text(signed_in("solvay_manager").get(page("offers", measure.pk)))


@pytest.mark.parametrize("key", ["", "o", "x1", "o999999999999999999999", "t²", "o-1"])
def test_a_key_of_nothing_is_not_found(signed_in, page, measure_of, key):
    measure = measure_of([20])
    response = signed_in("solvay_manager").post(page("offer_answer", measure.pk), {"key": key})
    assert response.status_code == 404


@pytest.mark.parametrize("name", ["measure", "scorecard", "by_perspective", "readings"])
def test_it_says_proposed_wherever_it_is_shown(signed_in, page, measure_of, cast, name, theirs):
    measure = measure_of([20], owner=cast.quintiles_manager)
    address = page(name, measure.pk) if name == "measure" else page(name)
    client = signed_in("quintiles_manager")
    assert ">proposed</span>" in text(client.get(address)).replace("\n", "")
    agree_to(by=theirs, subject=measure.targets.get())
    assert ">proposed</span>" not in text(client.get(address)).replace("\n", "")


def test_a_review_keeps_that_it_was_proposed(signed_in, page, measure_of, theirs, by, cast):
    from allied.scorecard.reviews.services import freeze_review

    measure = measure_of([20])
    review = freeze_review(by=by, alliance=cast.alliance, name="Q1", held_on=DAY)
    agree_to(by=theirs, subject=measure.targets.get())
    shown = text(signed_in("quintiles_manager").get(page("review", review.pk)))
    assert "proposed" in shown


def test_the_same_queries_for_one_and_for_many(signed_in, page, measure_of, by, theirs):
    client = signed_in("solvay_manager")

    def count(address):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    measure = measure_of([20])
    make_offer(by=by, measure=measure, valid_from=DAY, values={"baseline": 0, "target": 5})
    one = count(page("targets")), count(page("offers", measure.pk))
    for number in range(4):
        other = measure_of([20], name=f"More {number}")
        make_offer(by=by, measure=other, valid_from=DAY, values={"baseline": 0, "target": 5})
    offer = Offer.objects.get(measure=measure)
    for target in (6, 7, 8):
        values = {"baseline": 0, "target": target}
        offer = make_offer(
            by=theirs if offer.partner.company.name == "Quintiles" else by,
            measure=measure, valid_from=DAY, values=values, answers=offer,
        )  # fmt: skip
    assert (count(page("targets")), count(page("offers", measure.pk))) == one
    assert max(one) <= 12


def test_typing_a_target_says_that_it_will_be_proposed(signed_in, page, measure_of, by):
    measure = measure_of([20])
    shown = text(signed_in("quintiles_manager").get(page("target_set", measure.pk)))
    assert "counts as proposed" in shown
    set_target(by=by, measure=measure, valid_from=DAY, baseline=0, target=50)
    assert Target.objects.in_use().get(valid_from=DAY).agreed_at is None


def test_my_work_tells_whose_agreement_is_asked(signed_in, measure_of, by):
    for number in range(2):
        measure_of([20], name=f"M{number}")
    make_offer(
        by=by, measure=measure_of([20], name="M2"), valid_from=DAY,
        values={"baseline": 0, "target": 5},
    )  # fmt: skip
    address = reverse("cockpit:my_work")
    assert "4 targets to agree" in text(signed_in("solvay_manager").get(address))
    for who in ("quintiles_manager", "reader"):
        assert "to agree" not in text(signed_in(who).get(address))
