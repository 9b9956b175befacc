"""Makes a database with a meeting under way and eight people signed in; says so as JSON.

Run as a program of its own, in the environment of the server that is to be killed.
"""

import json
import os
import sys

import django


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "allied.config.settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from allied.foundation.access.admission import every_room

    with every_room("rows are prepared as tests prepare them"):
        json.dump(prepared(), sys.stdout)


def prepared() -> dict[str, object]:
    from allied.alliances.models import Role
    from allied.alliances.services import appoint
    from allied.governance.meetings.tests.table import under_way
    from allied.governance.models import Attendance
    from tests.support.cast import make_cast, person
    from tests.support.session import session_of

    cast = make_cast()
    writers = []
    for number in range(8):
        side = (cast.quintiles, cast.solvay)[number % 2]
        someone = person(side.company, f"Writer {number}")
        appoint(by=None, partner=side, person=someone, role=Role.MEMBER)
        writers.append({"name": someone.name, "session": session_of(someone.user)})
    meeting = under_way(cast)
    Attendance.objects.create(meeting=meeting, name="Writer 1", is_guest=True)  # who dissents
    hold = f"/a/{cast.alliance.slug}/meetings/{meeting.pk}/hold/"
    topic = meeting.topics.first()
    return {"writers": writers, "hold": hold, "topic": topic.pk}


if __name__ == "__main__":
    main()
