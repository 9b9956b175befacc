"""The API: what it answers, what it refuses and how, and that its description is true."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import get_resolver

from allied.api.description import PATHS, SCHEMAS
from allied.foundation.audit.models import Entry
from allied.people.tokens import make_token
from allied.scorecard.models import Formula, Measure, Reading
from allied.scorecard.services import lock_period
from allied.scorecard.sheets.scores import scores_as_of
from tests.support.world import measured

Post = Callable[..., object]


def token(cast, who="quintiles_manager", view="joint", scope="write"):
    by = cast.actor(who)
    return make_token(by=by, name="month-end script", scope=scope, view=view, days=7)[1]


@pytest.fixture
def api(cast) -> Callable[..., Client]:
    def client(who="quintiles_manager", view="joint", scope="write"):
        return Client(headers={"Authorization": f"Bearer {token(cast, who, view, scope)}"})

    return client


@pytest.fixture
def base(world) -> str:
    return f"/api/v1/alliances/{world.cast.alliance.slug}"


YEAR = date.today().year - 1  # noqa: DTZ011


def entry(world, **more):
    return {"measure": world.measure.pk, "period": f"{YEAR}-Q4", "value": 80, **more}


def post(client, base, *entries, raw=None):
    body = raw if raw is not None else json.dumps({"readings": entries})
    return client.post(f"{base}/readings/", body, content_type="application/json")


# What it answers


def test_alliances(api, world):
    (mine,) = [
        each
        for each in api().get("/api/v1/alliances/").json()["alliances"]
        if each["slug"] == world.cast.alliance.slug
    ]
    assert mine["name"] == "Solvay Quintiles"
    assert mine["roles"] == ["alliance_manager"]


def measures(client, base):
    return {each["name"]: each for each in client.get(f"{base}/measures/").json()["measures"]}


def test_measures_with_their_standing(api, world, base):
    measure = measures(api(), base)["Plan quality"]
    assert (measure["theme"], measure["perspective"]) == ("Collaboration", "Process")
    assert measure["room"] == "joint"
    assert measure["standing"]["value"] == 60
    assert measure["standing"]["period"] == f"{YEAR}-Q3"
    assert measure["standing"]["explanation"]


def test_the_view_of_the_token_opens_the_own_room(api, world, base):
    ours = measures(api("solvay_manager", "ours"), base)
    assert ours["Zinnober margin"]["room"] == "ours"
    joint = measures(api("solvay_manager", "joint"), base)
    assert set(joint) == {name for name, each in ours.items() if each["room"] == "joint"}
    assert len(joint) < len(ours)


def test_readings_page_by_page(api, world, base):
    address, client = f"{base}/measures/{world.measure.pk}/readings/", api()
    first = client.get(address, {"limit": 2}).json()
    assert [each["value"] for each in first["readings"]] == [60, 35]
    rest = client.get(address, {"limit": 2, "before": first["older"]}).json()
    assert [each["value"] for each in rest["readings"]] == [20]
    assert rest["older"] is None
    assert rest["readings"][0]["author"] == "Measure owner"


def test_scores_are_those_of_the_command(api, world, base):
    said = api().get(f"{base}/scores/").json()
    actor = world.cast.actor("solvay_manager").looking_at("joint")
    rows = scores_as_of(world.cast.alliance, actor.within(world.cast.alliance.pk))
    assert said["scores"] == json.loads(json.dumps([row.as_json() for row in rows]))
    then = api().get(f"{base}/scores/", {"as_of": f"{YEAR}-07-01"}).json()
    assert then["as_of"] == f"{YEAR}-07-01"
    assert then["scores"][0]["value"] == 35


@pytest.mark.parametrize("path", ["measures/", "scores/", "measures/{pk}/readings/"])
def test_queries_do_not_grow_with_rows(
    api, world, base, path, django_assert_max_num_queries, django_assert_num_queries
):
    client, address = api(), f"{base}/{path.format(pk=world.measure.pk)}"
    client.get(address)
    with django_assert_max_num_queries(12) as one:
        client.get(address)
    few = len(one.captured_queries)
    for number in range(3):
        measured(world.objective, world.cast.joint, world.cast.member, f"More {number}")
    post(client, base, entry(world))
    with django_assert_num_queries(few):
        client.get(address)


# What it records


def test_readings_are_recorded_together(api, world, base):
    other = measured(world.objective, world.cast.joint, world.cast.member, "Other")
    made = post(
        api(), base, entry(world, value=80.25, note="as agreed", source="ledger"),
        entry(world, measure=other.pk, value=99),
    )  # fmt: skip
    assert made.status_code == 200, made.content
    first, second = made.json()["readings"]
    assert (first["value"], first["note"], first["source"]) == (80.25, "as agreed", "ledger")
    assert second["measure"] == other.pk
    kept = Reading.objects.get(pk=first["id"])
    assert kept.value == Decimal("80.25")
    assert kept.author == world.cast.quintiles_manager
    trail = Entry.objects.filter(act="scorecard.record_readings").first()
    assert trail.details["through"] == "API"
    assert trail.author == "Quintiles manager"


def test_a_correction_and_a_lost_race(api, world, base):
    client = api()
    first = post(client, base, entry(world)).json()["readings"][0]
    second = post(client, base, entry(world, value=85, seen=first["id"]))
    assert second.status_code == 200
    late = post(client, base, entry(world, value=90, seen=first["id"]))
    assert late.status_code == 422
    assert "in the meantime" in late.json()["faults"][0]["message"]
    address = f"{base}/measures/{world.measure.pk}/readings/"
    assert len(client.get(address).json()["readings"]) == 4
    assert len(client.get(address, {"corrected": "true"}).json()["readings"]) == 5


def test_all_or_nothing_and_faults_by_entry_and_field(api, world, base):
    before = Reading.objects.count()
    answer = post(
        api(), base, entry(world), entry(world, period="2022-Q9"), entry(world, measure=99),
        entry(world, colour="red"), {"measure": world.measure.pk}, 7,
    )  # fmt: skip
    assert answer.status_code == 422
    faults = [(each["entry"], each["field"]) for each in answer.json()["faults"]]
    assert faults == [(1, "period"), (2, "measure"), (3, "colour"), (4, "period"), (5, "measure")]
    assert Reading.objects.count() == before


def test_the_service_speaks_by_entry_too(api, world, base):
    answer = post(
        api(), base, entry(world, period=f"{YEAR}-Q2"), entry(world, period=f"{YEAR + 9}-Q1"),
        entry(world, period=str(YEAR)), entry(world, value=5), entry(world, value=6),
    )  # fmt: skip
    faults = {each["entry"]: each for each in answer.json()["faults"]}
    assert "has not begun" in faults[1]["message"]
    assert faults[2]["field"] == "period"
    assert "twice" in faults[4]["message"]
    fallen = post(api(), base, entry(world, value=1)).json()["faults"][0]
    assert (fallen["entry"], fallen["field"]) == (0, "note")


def test_a_locked_period_says_who_opens_it(api, world, base):
    lock_period(
        by=world.cast.actor("solvay_manager").looking_at("joint"), alliance=world.cast.alliance,
        period_start=date(YEAR, 10, 1), period_end=date(YEAR, 12, 31),
    )  # fmt: skip
    answer = post(api(), base, entry(world))
    assert "locked" in answer.json()["faults"][0]["message"]


def test_a_derived_measure_takes_no_readings(api, world, base):
    derived = Formula.objects.filter(measure__room=world.cast.joint).get().measure_id
    answer = post(api(), base, entry(world), entry(world, measure=derived))
    assert answer.status_code == 422
    (told,) = answer.json()["faults"]
    assert told["entry"] == 1
    assert "computed by a formula" in told["message"]


def test_an_owner_records_the_own_measures_only(api, world, base):
    other = measured(world.objective, world.cast.joint, world.cast.member, "Other")
    client = api("measure_owner")
    assert post(client, base, entry(world)).status_code == 200
    answer = post(client, base, entry(world, value=81), entry(world, measure=other.pk))
    assert answer.status_code == 403
    assert [each["entry"] for each in answer.json()["faults"]] == [1]
    assert not Reading.objects.filter(value=81).exists()


@pytest.mark.parametrize(
    ("kind", "sent", "kept"),
    [("yes_no", True, 1), ("yes_no", False, 0), ("date", "2022-03-31", 738245)],
)
def test_kinds_that_are_no_number(api, world, base, kind, sent, kept):
    Measure.objects.filter(pk=world.measure.pk).update(kind=kind)
    made = post(api(), base, entry(world, value=sent, note="x"))
    assert made.json()["readings"][0]["value"] == sent
    assert Reading.objects.get(pk=made.json()["readings"][0]["id"]).value == kept
    assert post(api(), base, entry(world, value=0.5)).status_code == 422


# Bad input

BIG = "9" * 5000
VALUES = [
    "NaN", "Infinity", "-Infinity", "1e308", "1e999999999999999999", "1e-999999", BIG, "1e15",
    "0.12345678901", "1234567890123456", "true", "null", '"80"', '"=1+1"', "[]", "{}", "-1e308",
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value[:20])
def test_values_that_are_none(api, world, base, value):
    given = f'"measure": {world.measure.pk}, "period": "{YEAR}-Q4", "value": {value}'
    raw = f'{{"readings": [{{{given}}}]}}'
    answer = post(api(), base, raw=raw)
    assert answer.status_code == 422, answer.content
    assert answer.json()["faults"][0]["field"] == "value"
    assert answer.json()["faults"][0]["message"].endswith((".", "…"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("measure", '"1"'), ("measure", "1.5"), ("measure", "1e400"), ("measure", BIG),
        ("measure", "-1"), ("measure", "true"), ("measure", "[]"), ("measure", "NaN"),
        ("period", "2022"), ("period", '"2022-Q1\\u0000"'), ("period", '"\\ud800"'),
        ("period", '"99999-Q1"'), ("period", f'"{"2" * 10_000}"'), ("period", "{}"),
        ("note", '"\\u0000"'), ("note", '"\\ud800"'), ("note", f'"{"x" * 10_000}"'), ("note", "7"),
        ("source", '"a\\u0000b"'), ("source", f'"{"x" * 301}"'), ("source", "[1]"),
        ("seen", '"x"'), ("seen", "1.5"), ("seen", BIG), ("seen", "NaN"),
    ],
)  # fmt: skip
def test_fields_that_are_none(api, world, base, field, value):
    given = {
        "measure": str(world.measure.pk),
        "period": f'"{YEAR}-Q4"',
        "value": "80",
        field: value,
    }
    inside = ", ".join(f'"{name}": {said}' for name, said in given.items())
    answer = post(api(), base, raw=f'{{"readings": [{{{inside}}}]}}')
    assert answer.status_code == 422, answer.content
    assert answer.json()["faults"][0] == {
        "entry": 0, "field": field, "message": answer.json()["faults"][0]["message"]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (" ", 400), ("{", 400), ("[" * 100_000, 400), (b"\xff\xfe", 400), ('{"a": 1, "a": 2}', 400),
        ("[]", 422), ("null", 422), ("{}", 422), ('{"readings": []}', 422),
        ('{"readings": {}}', 422), ('{"readings": [], "x": 1}', 422),
        ('{"readings": [null]}', 422), ('{"readings": [[[]]]}', 422), ("x" * 1_000_001, 413),
        ("x" * 6_000_000, 413), ('{"readings": [' + ",".join(["{}"] * 10_000) + "]}", 422),
    ],
    ids=lambda value: str(value)[:16],
)  # fmt: skip
def test_bodies_that_are_none(api, world, base, raw, status):
    answer = post(api(), base, raw=raw)
    assert answer.status_code == status, answer.content
    assert answer.json()["error"].endswith(".")


def test_ten_thousand_entries_are_told_the_bound(api, world, base):
    answer = post(api(), base, *[{}] * 10_000)
    assert answer.json() == {"error": "At most 1000 readings at once; these are 10000."}


def test_a_form_is_no_json(api, world, base):
    answer = api().post(f"{base}/readings/", {"readings": "x"})
    assert answer.status_code == 415


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "limit=x", "before=-1", "before=" + BIG[:100], "limit=¹"]
)
def test_queries_that_are_none(api, world, base, query):
    answer = api().get(f"{base}/measures/{world.measure.pk}/readings/?{query}")
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["field"] == query.partition("=")[0]


@pytest.mark.parametrize("day", ["", "x", "2022-13-01", "0001-01-01", "9999-12-31", "2022-W01-1"])
def test_days_that_are_none(api, world, base, day):
    assert api().get(f"{base}/scores/", {"as_of": day}).status_code == 422


@pytest.mark.parametrize(
    ("path", "status"),
    [("", 404), ("/nothing/", 404), ("/alliances", 404), ("/alliances/none/scores/", 404),
     ("/alliances/none/measures/" + "9" * 18 + "/readings/", 404)],
)  # fmt: skip
def test_addresses_that_are_none(api, world, path, status):
    answer = api().get(f"/api/v1{path}")
    assert answer.status_code == (status if path else 404)
    if path:
        assert answer.json()["error"].endswith(".")


def test_the_wrong_method(api, world, base):
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(api(), method)(f"{base}/scores/")
        assert (answer.status_code, "GET" in answer.json()["error"]) == (405, True)
    assert api().get(f"{base}/readings/").status_code == 405


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic eDp5", "Token allied_x"])
def test_other_ways_to_say_who_one_is(world, base, header):
    answer = Client(headers={"Authorization": header}).get(f"{base}/scores/")
    assert answer.status_code == 401
    assert answer["Cache-Control"] == "private, no-store"


def test_a_write_needs_no_csrf_token_because_no_cookie_counts(cast, world, base):
    client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {token(cast)}"})
    assert post(client, base, entry(world)).status_code == 200


# The description


def fits(value, schema, at="answer"):
    """Whether a value is as a schema says: so much of JSON Schema as the description uses."""
    if "$ref" in schema:
        return fits(value, SCHEMAS[schema["$ref"].rpartition("/")[2]], at)
    names = {
        "object": dict, "array": list, "string": str, "boolean": bool, "null": type(None),
        "integer": int, "number": (int, float),
    }  # fmt: skip
    wanted = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    is_flag = isinstance(value, bool)
    good = [n for n in wanted if isinstance(value, names[n]) and is_flag == (n == "boolean")]
    assert good, (at, value, wanted)
    assert value in schema.get("enum", [value]), (at, value)
    if isinstance(value, dict):
        assert set(schema["required"]) <= set(value) <= set(schema["properties"]), at
        for name, inner in value.items():
            fits(inner, schema["properties"][name], f"{at}.{name}")
    if isinstance(value, list):
        for place, inner in enumerate(value):
            fits(inner, schema["items"], f"{at}[{place}]")
    return True


def test_every_answer_is_as_described(api, world, base):
    client, slug = api("solvay_manager", "ours"), world.cast.alliance.slug
    bad = post(client, base, entry(world, value=True))
    for path, methods in PATHS.items():
        address = "/api/v1" + path.replace("{slug}", slug).replace("{id}", str(world.measure.pk))
        for method, told in methods.items():
            answer = (
                client.get(address) if method == "get" else post(client, base, entry(world))
            )  # fmt: skip
            schema = told["responses"][str(answer.status_code)]["content"]["application/json"]
            assert fits(answer.json(), schema["schema"], path)
            assert answer.status_code == 200
    assert fits(bad.json(), SCHEMAS["Error"])


def test_every_operation_is_described():
    routes = {
        "/" + str(each.pattern).replace("<slug:slug>", "{slug}").replace("<key:pk>", "{id}")
        for resolver in get_resolver().url_patterns
        if str(resolver.pattern) == "api/v1/"
        for each in resolver.url_patterns
        if each.name not in {"openapi", "unknown"}
    }
    assert routes == set(PATHS)


def test_the_description_is_served(client):
    said = client.get("/api/v1/openapi.json").json()
    assert said["openapi"] == "3.1.0"
    assert said["servers"] == [{"url": "http://testserver/api/v1"}]
    refs = set(json.dumps(said).split('"#/components/schemas/')[1:])
    assert {ref.partition('"')[0] for ref in refs} <= set(said["components"]["schemas"])
