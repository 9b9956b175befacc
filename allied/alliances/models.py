"""An alliance, its partners, its rooms, and who has which part in it."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Versioned
from allied.people.models import Company, Person

from .rooms import Room

__all__ = ["Alliance", "Invitation", "Membership", "Partner", "Role", "Room"]


class AllianceQuerySet(models.QuerySet["Alliance"]):
    def visible_to(self, actor: Actor) -> "AllianceQuerySet":
        return self.filter(pk__in=actor.alliance_ids)


class Alliance(Versioned):
    """A collaboration between companies. Its name and frame are known to all its partners."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    description = models.CharField(_("description"), max_length=1000, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    fiscal_start_month = models.PositiveSmallIntegerField(_("first month of the year"), default=1)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    record_ends_on = models.DateField(
        _("record ends on"),
        null=True,
        blank=True,
        help_text=_("For a closed or historical alliance: its scorecard is read as of this day."),
    )
    source = models.CharField(_("source"), max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AllianceQuerySet.as_manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def today(self) -> date:
        """The day the record is read as of: today, or the last day of a closed record."""
        today = timezone.localdate()
        return min(today, self.record_ends_on) if self.record_ends_on else today


class PartnerQuerySet(models.QuerySet["Partner"]):
    def visible_to(self, actor: Actor) -> "PartnerQuerySet":
        return self.filter(alliance_id__in=actor.alliance_ids)


class Partner(models.Model):
    """A company's part in one alliance."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="partners")
    company = models.ForeignKey(Company, models.PROTECT, related_name="partnerships")
    position = models.PositiveSmallIntegerField(default=0)
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(fields=["alliance", "company"], name="partner_once_in_alliance")
        ]

    def __str__(self) -> str:
        return self.company.name


class Role(models.TextChoices):
    ALLIANCE_MANAGER = "alliance_manager", _("alliance manager")
    SPONSOR = "sponsor", _("executive sponsor")
    COMMITTEE_MEMBER = "committee_member", _("committee member")
    THEME_LEADER = "theme_leader", _("theme leader")
    MEASURE_OWNER = "measure_owner", _("measure owner")
    MEMBER = "member", _("member")
    READER = "reader", _("reader")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, actor: Actor) -> "MembershipQuerySet":
        return self.filter(alliance_id__in=actor.alliance_ids)

    def on(self, day: date) -> "MembershipQuerySet":
        """Those in force on the day: `until` is the first day without access."""
        return self.filter(membership_in_force(day))


def membership_in_force(day: date, prefix: str = "") -> Q:
    """The condition that a membership is in force on the day."""
    return Q(**{f"{prefix}since__lte": day}) & (
        Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": day})
    )


class Membership(models.Model):
    """One role of one person on one alliance, with dates. Ended, never deleted."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="memberships")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("partner__position", "person__name", "role")
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "person", "role"],
                condition=Q(until__isnull=True),
                name="membership_open_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.get_role_display()}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, actor: Actor) -> "InvitationQuerySet":
        """Each side sees the invitations it sent."""
        seats = actor.seats.values()
        return self.filter(partner_id__in=[seat.partner_id for seat in seats]) | self.filter(
            invited_by_id=actor.person_id, alliance_id__in=actor.alliance_ids
        )


class Invitation(models.Model):
    """A link by mail that lets one address join one side of one alliance in one role."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="invitations")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token")
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    mail_failed = False  # of the mail just sent; not kept

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.email

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_by_other_side(self) -> bool:
        """A partner's first person is named by another partner, who cannot know the address."""
        inviter = self.invited_by
        return inviter is not None and inviter.company_id != self.partner.company_id
