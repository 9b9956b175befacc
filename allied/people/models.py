"""Companies and the people who work in them."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


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
