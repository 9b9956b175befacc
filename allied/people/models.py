"""Companies and the people who work in them."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.foundation.access.actor import Actor, View


class Company(models.Model):
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    description = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(Lower("name"), name="company_name_unique")]
        verbose_name_plural = "companies"

    def __str__(self) -> str:
        return self.name


def with_company(name: str, company: str) -> str:
    """Who somebody is, with the company once: people may be named by it already."""
    return name if name.casefold().startswith(company.casefold()) else f"{name}, {company}"


class Person(models.Model):
    """Someone of one company. Stays in the record as author after leaving."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person"
    )
    company = models.ForeignKey(Company, models.PROTECT, related_name="people")
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("title"), max_length=120, blank=True)
    timezone = models.CharField(_("time zone"), max_length=60, default="UTC")
    language = models.CharField(_("language"), max_length=10, blank=True)
    seen_joint = models.BigIntegerField(
        default=0, editable=False, help_text="the last entry of the trail seen, of joint rooms"
    )
    seen_ours = models.BigIntegerField(
        default=0, editable=False, help_text="the last entry of the trail seen, of our own rooms"
    )

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name

    @property
    def with_company(self) -> str:
        return with_company(self.name, self.company.name)


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def visible_to(self, actor: Actor) -> "AccessTokenQuerySet":
        """One's own, in every view: a token belongs to a person and to no room."""
        return self.filter(person_id=actor.person_id) if actor.person_id else self.none()

    def live(self) -> "AccessTokenQuerySet":
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())


class AccessToken(models.Model):
    """Lets a program act as a person, within a scope and a view, until it expires."""

    class Scope(models.TextChoices):
        READ = "read", _("read")
        WRITE = "write", _("read and write")

    class Sees(models.TextChoices):
        JOINT = View.JOINT.value, _("the joint rooms only")
        OURS = View.OURS.value, _("the joint rooms and the rooms of my company")

    person = models.ForeignKey(Person, models.PROTECT, related_name="access_tokens")
    name = models.CharField(_("name"), max_length=80)
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token")
    scope = models.CharField(_("may"), max_length=10, choices=Scope.choices, default=Scope.READ)
    view = models.CharField(_("sees"), max_length=10, choices=Sees.choices, default=Sees.JOINT)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()
