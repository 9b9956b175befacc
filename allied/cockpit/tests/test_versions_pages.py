"""The pages of versions: what they show, faults beside the field, conflicts, queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from allied.agreement.models import WHOLE, MapVersion, Stance
from allied.agreement.services import Said, withdraw_version
from allied.agreement.tests.conftest import make_scene
from allied.foundation.access.actor import View
from allied.strategy.models import Objective
from allied.strategy.services import add_objective, edit_objective, remove_objective

MOST_QUERIES = 12


@pytest.fixture
def scene(cast):
    return make_scene(cast)


def url(scene, name, *more):
    return reverse(f"cockpit:{name}", args=[scene.cast.alliance.slug, *more])


def retitled(scene, objective, title):
    row = Objective.objects.get(pk=objective.pk)
    edit_objective(
        by=scene.actor("solvay_manager"), objective=row, version=row.version, title=title
    )


def answers(version, **fields):
    """Every objective and the whole agreed, but for the given fields."""
    data = {f"answer_{row['id']}": "agree" for row in version.document["objectives"]}
    return {"seen": "", f"answer_{WHOLE}": "agree", **data, **fields}


def test_a_draft_teaches_and_is_proposed(scene, signed_in):
    client = signed_in("solvay_manager")
    page = client.get(url(scene, "map")).content.decode()
    assert "no version is in force yet" in page
    assert "Propose it" in page
    assert "Propose it" not in signed_in("reader").get(url(scene, "map")).content.decode()
    assert "the map is a draft" in client.get(url(scene, "versions")).content.decode()
    form = client.get(url(scene, "version_propose"))
    seen = form.context["page"].seen
    assert client.post(url(scene, "version_propose"), {"why": "", "seen": seen}).status_code == 422
    made = client.post(url(scene, "version_propose"), {"why": "So be it", "seen": seen})
    version = MapVersion.objects.get()
    assert made.url == url(scene, "version", version.pk)
    assert "So be it" in client.get(made.url).content.decode()


@pytest.mark.parametrize("why", ["x" * 501, "a\0b", "\u202e" * 9])
def test_a_bad_reason_is_refused_with_what_was_typed(scene, signed_in, why):
    client = signed_in("solvay_manager")
    seen = client.get(url(scene, "version_propose")).context["page"].seen
    found = client.post(url(scene, "version_propose"), {"why": why, "seen": seen})
    assert found.status_code == 422
    assert found.context["form"].errors["why"]
    assert not MapVersion.objects.exists()


def test_a_map_that_changed_while_it_was_looked_at_is_not_proposed(scene, signed_in):
    client = signed_in("solvay_manager")
    seen = client.get(url(scene, "version_propose")).context["page"].seen
    retitled(scene, scene.trust, "Grow trust with sites")
    sent = {"why": "As seen", "seen": seen}
    found = client.post(url(scene, "version_propose"), sent)
    assert found.status_code == 409
    page = found.content.decode()
    assert "As seen" in page
    assert found.context["page"].seen in page
    assert not MapVersion.objects.exists()


def test_from_both_answers_to_in_force(scene, signed_in):
    version = scene.propose()
    where = url(scene, "version_agree", version.pk)
    assert signed_in("quintiles_sponsor").get(where).status_code == 200
    for who in ("solvay_sponsor", "quintiles_manager"):
        found = signed_in(who).post(where, {"seen": "", "rest": "agree"})
        assert found.status_code == 302
    page = signed_in("reader").get(url(scene, "version", version.pk)).content.decode()
    assert "agreed by all partners" in page
    version.refresh_from_db()
    assert version.state == "in_force"
    assert "is in force since" in signed_in("reader").get(url(scene, "map")).content.decode()


def test_faults_stand_beside_their_field_and_nothing_is_saved(scene, signed_in):
    version, pk = scene.propose(), scene.costs.pk
    where = url(scene, "version_agree", version.pk)
    sent = answers(version, **{f"answer_{pk}": "object", f"comment_{pk}": "Too wide for us"})
    found = signed_in("solvay_manager").post(where, sent)
    assert found.status_code == 422
    page = found.content.decode()
    assert f'id="fault-acceptable-{pk}"' in page
    assert "Too wide for us" in page
    assert not Stance.objects.exists()
    long = answers(version, **{f"comment_{pk}": "x" * 1001})
    assert signed_in("solvay_manager").post(where, long).status_code == 422
    null = answers(version, **{f"comment_{pk}": "a\0b"})
    assert signed_in("solvay_manager").post(where, null).status_code == 422
    odd = answers(version, **{f"answer_{pk}": "perhaps", "seen": "x:y,9:,:,1:" + "9" * 40})
    assert signed_in("solvay_manager").post(where, odd).status_code == 422


def test_a_comment_alone_asks_for_an_answer(scene, signed_in):
    version = scene.propose()
    where = url(scene, "version_agree", version.pk)
    found = signed_in("solvay_manager").post(where, {"seen": "", f"comment_{WHOLE}": "Hm"})
    assert found.status_code == 422
    assert "Choose whether you agree or object." in found.content.decode()


def test_of_two_of_one_side_the_later_is_shown_both(scene, signed_in):
    version, pk = scene.propose(), scene.costs.pk
    where = url(scene, "version_agree", version.pk)
    scene.give("solvay_sponsor", version, Said(pk, "object", "", "Name the costs"))
    found = signed_in("solvay_manager").post(where, answers(version))
    assert found.status_code == 409
    page = found.content.decode()
    assert "Name the costs" in page
    assert "Solvay sponsor" in page
    again = answers(version, seen=found.context["sheet"].seen_text)
    assert signed_in("solvay_manager").post(where, again).status_code == 302
    assert Stance.objects.get(subject=pk, superseded_at=None).answer == "agree"


def test_an_answer_of_a_colleague_to_what_was_not_touched_is_left_alone(scene, signed_in):
    version, pk = scene.propose(), scene.costs.pk
    scene.agree_all("solvay_manager", version)
    where = url(scene, "version_agree", version.pk)
    client = signed_in("solvay_manager")
    seen = client.get(where).context["sheet"].seen_text
    scene.give("solvay_sponsor", version, Said(pk, "object", "", "Name the costs"))
    sent = answers(version, seen=seen, **{f"comment_{scene.trust.pk}": "Gladly"})
    assert client.post(where, sent).status_code == 302
    assert Stance.objects.get(subject=pk, superseded_at=None).answer == "object"
    assert Stance.objects.get(subject=scene.trust.pk, superseded_at=None).comment == "Gladly"


def test_a_version_withdrawn_meanwhile_says_so_and_keeps_what_was_typed(scene, signed_in):
    version, pk = scene.propose(), scene.costs.pk
    where = url(scene, "version_agree", version.pk)
    withdraw_version(by=scene.actor("quintiles_manager"), version=version)
    sent = answers(version, **{f"comment_{pk}": "Written at length"})
    found = signed_in("solvay_manager").post(where, sent)
    assert found.status_code == 409
    assert "not open any more" in found.content.decode()
    assert "Written at length" in found.content.decode()
    assert signed_in("solvay_manager").get(where).status_code == 302


def test_two_versions_on_one_map(scene, signed_in):
    first = scene.in_force()
    retitled(scene, scene.trust, "Grow trust with sites")
    by = scene.actor("solvay_manager")
    remove_objective(by=by, objective=scene.costs, version=scene.costs.version)
    added = add_objective(
        by=by, alliance=scene.cast.alliance, perspective=scene.low, theme=scene.theme, title="New"
    )
    page = signed_in("reader").get(url(scene, "version_compare")).content.decode()
    assert f"Version {first.number}" in page
    for pk, sign in (
        (scene.trust.pk, "reworded"),
        (scene.costs.pk, "removed"),
        (added.pk, "added"),
    ):
        box = page.split(f'data-id="{pk}"', 1)[1].split("</a>", 1)[0]
        assert sign in box
        assert f'id="objective-{pk}"' in page
    same = page.split(f'data-id="{scene.value.pk}"', 1)[1].split("</a>", 1)[0]
    assert "box-sign" not in same
    assert page.count("link-sign") == 1
    assert "Objectives: 1 added, 1 removed, 1 reworded. Links: 1 removed." in page
    assert "Grow trust with sites" in page


@pytest.mark.parametrize("query", ["before=x", "before=999999&after=working", "after=" + "9" * 50])
def test_an_odd_choice_leads_back(scene, signed_in, query):
    scene.propose()
    found = signed_in("reader").get(url(scene, "version_compare") + f"?{query}")
    assert found.status_code == 302


def test_a_superseded_version_shows_the_lights_it_was_superseded_with(scene, signed_in):
    first = scene.in_force()
    retitled(scene, scene.trust, "Grow trust with sites")
    scene.agree_all("solvay_manager", scene.propose())
    scene.agree_all("quintiles_manager", MapVersion.objects.get(number=2))
    first.refresh_from_db()
    first.scorecard["objectives"][0]["score"]["status"] = "exceeds"
    first.save()
    page = signed_in("reader").get(url(scene, "version", first.pk)).content.decode()
    assert "kept with this version" in page
    assert 'class="exceeds"' in page


def test_readers_read_and_write_nothing(scene, signed_in):
    version, reader = scene.propose(), signed_in("reader")
    assert reader.get(url(scene, "version", version.pk)).status_code == 200
    for name in ("version_agree", "version_withdraw"):
        assert reader.post(url(scene, name, version.pk)).status_code == 403
    assert reader.post(url(scene, "version_propose")).status_code == 403
    showing = signed_in("solvay_manager", View.PRESENT)
    for name, more in (("versions", ()), ("version", (version.pk,)), ("version_compare", ())):
        assert showing.get(url(scene, name, *more)).status_code == 200
    assert showing.post(url(scene, "version_withdraw", version.pk)).status_code == 403


def test_my_work_names_agreements_to_give(scene, signed_in):
    version = scene.propose()
    page = signed_in("quintiles_sponsor").get("/").content.decode()
    assert url(scene, "version_agree", version.pk) in page
    assert "waits for your agreement" in page
    assert "Agreements to give" not in signed_in("member").get("/").content.decode()


def count(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_as_many_queries_for_many_versions_and_objectives(scene, signed_in):
    scene.in_force()
    retitled(scene, scene.trust, "Grow trust 0")
    version = scene.propose()
    scene.give("solvay_manager", version, Said(scene.trust.pk, "object", "", "Later"))
    client = signed_in("solvay_sponsor")

    def counted(version):
        pages = ("version", "version_agree")
        found = {name: count(client, url(scene, name, version.pk)) for name in pages}
        for name in ("versions", "version_compare", "map"):
            found[name] = count(client, url(scene, name))
        found["in force"] = count(client, url(scene, "version", MapVersion.objects.first().pk))
        return found

    before = counted(version)
    for n in range(1, 6):
        add_objective(
            by=scene.actor("solvay_manager"), alliance=scene.cast.alliance, title=f"More {n}",
            perspective=scene.low, theme=scene.theme,
        )  # fmt: skip
        version = scene.propose()
    assert counted(version) == before
    assert max(before.values()) <= MOST_QUERIES, before


def test_where_nothing_differs_there_is_nothing_to_propose(scene, signed_in):
    client = signed_in("solvay_manager")
    assert "Propose it" in client.get(url(scene, "version_propose")).content.decode()
    scene.propose()
    page = client.get(url(scene, "version_propose")).content.decode()
    assert "It is as version 1, which is proposed already" in page
    assert "Propose it" not in page
