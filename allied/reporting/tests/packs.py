"""Packs for the tests: plain data, no database."""

from datetime import UTC, date, datetime

from allied.reporting.packs.content import (
    Action,
    Asked,
    Attendee,
    Cover,
    Dissent,
    Initiative,
    Milestone,
    Minuted,
    Minutes,
    Moved,
    Option,
    Pack,
    Red,
    Series,
    Signed,
    Taken,
    Topic,
)

from .posters import poster_map

MADE = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
LONG = (
    "Three of the five sites in Poland have not enrolled a patient since August, because the "
    "ethics committee asked for a second translation of the consent form. "
)
NAMES = ("Cycle time from protocol to first patient", "Share of trials that close on time",
         "Cost per patient", "Queries open for more than ten days")  # fmt: skip


def cover(**said: object) -> Cover:
    usual: dict[str, object] = {
        "alliance": "Solvay and Quintiles",
        "partners": ("Solvay Pharmaceuticals", "Quintiles"),
        "body": "Joint Steering Committee",
        "meeting": "Fourth meeting of 2026",
        "at": datetime(2026, 12, 3, 14, 0, tzinfo=UTC),
        "zone": "Europe/Brussels",
        "as_of": date(2026, 11, 24),
        "place": "Brussels, and by video",
        "map_version": "Version 2, in force",
    }
    return Cover(**(usual | said))  # type: ignore[arg-type]


def series(count: int = 12, **said: object) -> Series:
    usual: dict[str, object] = {
        "name": "Cycle time",
        "unit": "days",
        "labels": tuple(f"2026-{at + 1:02d}" for at in range(count)),
        "values": tuple(None if at == 4 else 40.0 + at * 1.5 for at in range(count)),
        "targets": (42.0,) * count,
    }
    return Series(**(usual | said))  # type: ignore[arg-type]


def pack(reds: int = 4, asked: int = 2, actions: int = 14, **said: object) -> Pack:
    """A pack as a steering committee would have it."""
    usual: dict[str, object] = {
        "cover": cover(),
        "made_at": MADE,
        "agenda": tuple(
            Topic(f"{NAMES[at % 4]} is off track", ("Decide", "Discuss", "Inform")[at % 3],
                  10 + at, "Anna Peeters", "Scorecard, off track since October")
            for at in range(6)
        ),
        "map": poster_map(20),
        "since": "the meeting of 3 September 2026",
        "moved": tuple(
            Moved(NAMES[at % 4], "on_track", ("off_track", "caution", "exceeds", "stale")[at % 4],
                  "78", "41", "42 days", "55 days")
            for at in range(7)
        ),
        "reds": tuple(
            Red(NAMES[at % 4], "Faster clinical trials in Europe", "off_track", "55 days",
                "42 days", "Anna Peeters", LONG * 3, "Anna Peeters", date(2026, 11, 20),
                "Send the forms to a second agency, and open two sites in Hungary.", series())
            for at in range(reds)
        ),
        "initiatives": tuple(
            Initiative(f"Initiative {at}: one team for all submissions in Europe", "caution",
                       "Ben Okafor", date(2027, 3, 31), "40%", "EUR 1,200,000", "EUR 310,000",
                       (Milestone("Contract signed", date(2026, 5, 1), done=True),
                        Milestone("First site open", date(2026, 10, 1), late=True),
                        Milestone("All sites open", date(2027, 1, 15))))
            for at in range(5)
        ),
        "asked": tuple(
            Asked(f"Whether to open two sites in Hungary ({at})", LONG * 2,
                  (Option("Open both now", "Enrolment recovers by March", "EUR 400,000 more"),
                   Option("Open one, decide in June", "Half the cost", "Recovers in summer only"),
                   Option("Wait", "No cost", "The trial closes a year late")),
                  "Open both now.", "Clinical team", date(2026, 12, 3), NAMES[0])
            for at in range(asked)
        ),
        "actions": tuple(
            Action(f"Send the consent forms of site {at} to the agency", "Carla Ruiz", "Quintiles",
                   date(2026, 11, at % 28 + 1), at % 3 == 0, "Third meeting of 2026")
            for at in range(actions)
        ),
    }  # fmt: skip
    return Pack(**(usual | said))  # type: ignore[arg-type]


def minutes(topics: int = 4, **said: object) -> Minutes:
    usual: dict[str, object] = {
        "cover": cover(),
        "made_at": MADE,
        "attendance": (
            Attendee("Anna Peeters", "Solvay Pharmaceuticals", "Chair", "Present"),
            Attendee("Carla Ruiz", "Quintiles", "Member", "Present, by video"),
            Attendee("Ben Okafor", "Quintiles", "Member", "Excused"),
        ),
        "held": "14:00–15:20 (Europe/Brussels)",
        "rule": "Each partner one vote, unanimous",
        "quorum": "Quorum reached: 2 of 3 members, both partners present.",
        "topics": tuple(
            Minuted(f"{NAMES[at % 4]} is off track", "Decide", "Anna Peeters", "12 of 10 min",
                    "done", "raised in the meeting", LONG * 2,
                    (Taken("Both sites in Hungary are opened now.", "Unanimity of both partners",
                           f"2026-{at + 1}"),),
                    (Dissent("Carla Ruiz", "One would have done."),),
                    (Action("Write to the ethics committee", "Carla Ruiz", "Quintiles",
                            date(2026, 12, 12)),))
            for at in range(topics)
        ),
        "general": Minuted("General", notes="The room was cold."),
        "following": "4 March 2027, 14:00",
        "signed": (Signed("Solvay Pharmaceuticals", "Anna Peeters",
                          datetime(2026, 12, 5, 9, 30, tzinfo=UTC)), Signed("Quintiles")),
    }  # fmt: skip
    return Minutes(**(usual | said))  # type: ignore[arg-type]
