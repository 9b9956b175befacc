"""A pack put together from the record: of the joint room, whatever the view of who asks.

Two people of two sides who ask on one day get the same pack: language and days are those of the
record, and nothing of the person goes into it.
"""

from datetime import UTC, datetime, time

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from allied.agreement.queries import number_in_force
from allied.alliances.models import Alliance
from allied.alliances.queries import partners_of
from allied.cockpit.poster.reading import LARGEST, drawn_of
from allied.foundation.access.actor import Actor
from allied.governance.models import Meeting
from allied.governance.models import Topic as TopicRow
from allied.reporting.packs.content import Cover, Pack, Topic
from allied.reporting.posters.content import PosterMap
from allied.scorecard.queries import Scorecard, scorecard_of
from allied.strategy.queries import MapData, map_of

from .meetings import Occasion, named, occasion
from .scores import moved_since, reds_of
from .work import actions_of, asked_of, initiatives_of


def pack_of(alliance: Alliance, actor: Actor, meeting: Meeting) -> Pack:
    """The pack of the meeting as the record now stands."""
    asked = occasion(alliance, actor, meeting)
    with override(settings.LANGUAGE_CODE), timezone.override(asked.zone):
        return _filled(asked)


def _filled(asked: Occasion) -> Pack:
    day = None if asked.is_live else asked.as_of
    data = map_of(asked.alliance, asked.actor, with_undo=False, with_people=False)
    card = scorecard_of(asked.alliance, asked.actor, day, nodes=data)
    since, moved = moved_since(asked, card)
    return Pack(
        cover=_cover(asked),
        made_at=datetime.combine(asked.as_of, time.min, UTC),
        agenda=_agenda(asked),
        map=_map(asked, data, card),
        since=since,
        moved=moved,
        reds=reds_of(asked, card),
        initiatives=initiatives_of(asked),
        asked=asked_of(asked),
        actions=actions_of(asked),
        language=settings.LANGUAGE_CODE,
    )


def _cover(asked: Occasion) -> Cover:
    meeting, number = asked.meeting, number_in_force(asked.alliance, asked.actor)
    return Cover(
        alliance=asked.alliance.name,
        partners=tuple(str(partner) for partner in partners_of(asked.alliance)),
        body=meeting.body.name,
        meeting=named(meeting, asked.zone),
        at=asked.begins,
        zone=meeting.timezone,
        as_of=asked.as_of,
        place=meeting.place,
        map_version=_("Version %(number)d of the map is in force.") % {"number": number}
        if number
        else "",
    )


def _agenda(asked: Occasion) -> tuple[Topic, ...]:
    rows = TopicRow.objects.visible_to(asked.actor).filter(meeting=asked.meeting, removed_at=None)
    return tuple(
        Topic(
            title=row.title,
            outcome=str(TopicRow.Wanted(row.wanted).label).capitalize(),
            minutes=row.minutes,
            owner=row.owner.name if row.owner else "",
            source=_("raised in the meeting") if row.is_raised else row.why,
        )
        for row in rows.select_related("owner").order_by("position", "pk")
    )


def _map(asked: Occasion, data: MapData, card: Scorecard) -> PosterMap | None:
    """None of a map without objectives, and of one that no page can hold."""
    if not 0 < len(data.objectives) <= LARGEST:
        return None
    statuses = {pk: node.status for pk, node in card.objectives.items()}
    return drawn_of(asked.alliance, data, statuses)
