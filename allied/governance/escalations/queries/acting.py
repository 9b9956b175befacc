"""Who must act on a level: the members of its body, or the executive sponsors of both sides."""

from django.db.models import Q
from django.utils import timezone

from allied.alliances.models import Membership, Role
from allied.people.models import Person

from ...models import BodyMember, Escalation, Office
from ..clock import Level


def people_of_level(row: Escalation, level: Level) -> list[Person]:
    """Those who have a part in the alliance today, by company and name. One query."""
    today = timezone.localdate()
    here = Membership.objects.on(today).filter(alliance=row.alliance_id)
    if level.body_id is None:
        who = Q(pk__in=here.filter(role=Role.SPONSOR).values("person"))
    else:
        seats = BodyMember.objects.on(today).filter(body=level.body_id)
        seated = seats.exclude(office=Office.ADVISER).exclude(person=None)
        who = Q(pk__in=seated.values("person")) & Q(pk__in=here.values("person"))
    rows = Person.objects.filter(who).select_related("company", "user")
    return list(rows.order_by("company__name", "name"))
