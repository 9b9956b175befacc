"""The description of the API by OpenAPI 3.1, kept by hand; a test holds it against the answers."""

from typing import Any, Final

from allied.alliances.models import Role
from allied.pure.periods import Frequency
from allied.pure.scoring import Direction, Status
from allied.scorecard.models import Kind

from .body import LARGEST
from .entries import MOST

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string"}
TEXT_OR_NULL: Final[Schema] = {"type": ["string", "null"]}
NUMBER_OR_NULL: Final[Schema] = {"type": ["number", "null"]}
WHOLE: Final[Schema] = {"type": "integer"}
YES_NO: Final[Schema] = {"type": "boolean"}
DAY_OR_NULL: Final[Schema] = {"type": ["string", "null"], "format": "date"}
VALUE: Final[Schema] = {
    "type": ["number", "boolean", "string"],
    "description": "A number; true or false for the kind yes_no; a day for the kind date.",
}
VALUE_OR_NULL: Final[Schema] = {**VALUE, "type": ["number", "boolean", "string", "null"]}
PERIOD: Final[Schema] = {
    "type": "string",
    "description": "2022-03, 2022-Q1, 2022-H1 or 2022, by the fiscal calendar of the alliance.",
}


def one_of(values: Any) -> Schema:
    return {"type": "string", "enum": [str(getattr(each, "value", each)) for each in values]}


def thing(**properties: Schema) -> Schema:
    """An object that has all of these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def many(name: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


SCHEMAS: Final[dict[str, Schema]] = {
    "Alliance": thing(
        slug=TEXT, name=TEXT, description=TEXT, currency=TEXT, fiscal_start_month=WHOLE,
        started_on=DAY_OR_NULL, record_ends_on=DAY_OR_NULL,
        roles={"type": "array", "items": one_of(Role.values)},
    ),
    "Standing": thing(
        period=TEXT_OR_NULL, value=VALUE_OR_NULL, baseline=VALUE_OR_NULL, target=VALUE_OR_NULL,
        progress=NUMBER_OR_NULL, score=NUMBER_OR_NULL, status=one_of(Status),
        target_is_proposed={**YES_NO, "description": "Not every partner has agreed to it yet."},
        status_by_hand=YES_NO, stale_after=DAY_OR_NULL, explanation=TEXT,
    ),
    "Measure": thing(
        id=WHOLE, name=TEXT, objective=TEXT, objective_id=WHOLE, theme=TEXT, perspective=TEXT,
        room=one_of(["joint", "ours"]), owner=TEXT, unit=TEXT, kind=one_of(Kind.values),
        currency=TEXT, direction=one_of(Direction), frequency=one_of(Frequency),
        weight={"type": "number"}, illustrative=YES_NO,
        standing={"$ref": "#/components/schemas/Standing"},
    ),
    "Reading": thing(
        id=WHOLE, measure=WHOLE, period=PERIOD, value=VALUE, note=TEXT, source=TEXT,
        author=TEXT_OR_NULL, entered_at={"type": "string", "format": "date-time"},
        is_current={**YES_NO, "description": "False once corrected by a later reading."},
    ),
    "NewReading": {
        "type": "object",
        "required": ["measure", "period", "value"],
        "additionalProperties": False,
        "properties": {
            "measure": WHOLE, "period": PERIOD, "value": VALUE,
            "note": {"type": "string", "maxLength": 2000,
                     "description": "Required where the status falls by this reading."},
            "source": {"type": "string", "maxLength": 300},
            "seen": {"type": ["integer", "null"],
                     "description": "The id of the current reading that you saw, null for none. "
                     "Where somebody has saved another since, yours is refused. "
                     "Left out: nothing is compared."},
        },
    },
    "Score": thing(
        kind=one_of(["measure", "objective", "theme", "perspective", "alliance"]),
        perspective=TEXT_OR_NULL, theme=TEXT_OR_NULL, objective=TEXT_OR_NULL,
        measure=TEXT_OR_NULL, period=TEXT_OR_NULL, value=NUMBER_OR_NULL, baseline=NUMBER_OR_NULL,
        target=NUMBER_OR_NULL, progress=NUMBER_OR_NULL, score=NUMBER_OR_NULL,
        target_is_proposed=YES_NO, status=one_of(Status), coverage=NUMBER_OR_NULL,
        explanation=TEXT,
    ),
    "Fault": {
        "type": "object",
        "required": ["field", "message"],
        "additionalProperties": False,
        "properties": {
            "entry": {**WHOLE, "description": "Which of the readings sent, from 0."},
            "field": TEXT, "message": TEXT,
        },
    },
    "Error": {
        "type": "object",
        "required": ["error"],
        "additionalProperties": False,
        "properties": {"error": TEXT, "faults": many("Fault")},
    },
}  # fmt: skip

ERRORS: Final = {
    "400": "The body is no JSON.",
    "401": "No token, or one that is unknown, expired or revoked.",
    "403": "The token or its person may not do this.",
    "404": "There is no such thing, or you may not see it.",
    "413": f"The body is larger than {LARGEST // 1000} kB.",
    "415": "The body is not said to be JSON.",
    "422": "Something sent is at fault: see faults.",
}
SLUG: Final[Schema] = {
    "name": "slug", "in": "path", "required": True, "schema": TEXT,
    "description": "The alliance, as in the addresses of its pages.",
}  # fmt: skip


def content(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def query(name: str, schema: Schema, said: str) -> Schema:
    return {"name": name, "in": "query", "schema": schema, "description": said}


def told(
    name: str, summary: str, schema: Schema, errors: str, *, parameters: Any = (), **more: Any
) -> Schema:
    """One operation; `errors` are the statuses it can answer, beside 200."""
    bad = {
        code: {"description": ERRORS[code],
               "content": content({"$ref": "#/components/schemas/Error"})}
        for code in errors.split()
    }  # fmt: skip
    good = {"200": {"description": "Done.", "content": content(schema)}}
    return {
        "operationId": name, "summary": summary, "parameters": list(parameters),
        "responses": good | bad, **more,
    }  # fmt: skip


PATHS: Final[dict[str, dict[str, Schema]]] = {
    "/alliances/": {
        "get": told("alliances", "My alliances, with my roles.",
                    thing(alliances=many("Alliance")), "401"),
    },
    "/alliances/{slug}/measures/": {
        "get": told("measures", "The measures of the scorecard, each with its standing.",
                    thing(as_of=TEXT, measures=many("Measure")), "401 403 404",
                    parameters=[SLUG]),
    },
    "/alliances/{slug}/measures/{id}/readings/": {
        "get": told(
            "readings", "The readings of a measure, the last entered first.",
            thing(readings=many("Reading"),
                  older={"type": ["integer", "null"],
                         "description": "Send it as `before` for the next page."}),
            "401 403 404 422",
            parameters=[
                SLUG,
                {"name": "id", "in": "path", "required": True, "schema": WHOLE},
                query("limit", {**WHOLE, "minimum": 1, "maximum": 1000, "default": 100},
                      "At most so many."),
                query("before", WHOLE, "Entered before the reading of this id."),
                query("corrected", {"type": "string", "enum": ["true"]},
                      "Those too that were corrected since."),
            ],
        ),
    },
    "/alliances/{slug}/readings/": {
        "post": told(
            "readings_record",
            "Record readings, all or none. A second reading for a period corrects the first.",
            thing(readings=many("Reading")), "400 401 403 404 413 415 422",
            parameters=[SLUG],
            requestBody={
                "required": True,
                "content": content(
                    thing(readings={**many("NewReading"), "minItems": 1, "maxItems": MOST})
                ),
            },
        ),
    },
    "/alliances/{slug}/scores/": {
        "get": told(
            "scores", "Every score, unrounded: measures, then what is rolled up of them.",
            thing(as_of=TEXT, scores=many("Score")), "401 403 404 422",
            parameters=[SLUG, query("as_of", {"type": "string", "format": "date"},
                                    "As it stood on that day; without it, as it stands.")],
        ),
    },
}  # fmt: skip


def description(server: str) -> Schema:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Allied",
            "version": "1",
            "description": "Every answer is JSON. Access tokens are made on one's own page.",
        },
        "servers": [{"url": server}],
        "security": [{"token": []}],
        "paths": PATHS,
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }
