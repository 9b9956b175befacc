"""What a derived measure is computed from."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.rooms import RoomedQuerySet
from allied.people.models import Person

from .measures import Measure

LONGEST_FORMULA = 2000


class FormulaQuerySet(RoomedQuerySet):
    def in_use(self) -> "FormulaQuerySet":
        """Without those that were superseded or stopped."""
        return self.filter(superseded_at__isnull=True)


class Formula(models.Model):
    """A formula of one measure. Never edited: another one supersedes it and it is kept.

    `text` is as typed, with every measure written by its number (`[#12]`), so that renaming one
    changes nothing; `derived.naming` writes the names in.
    """

    room_path = "measure__room"

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="formulas")
    text = models.CharField(_("formula"), max_length=4 * LONGEST_FORMULA)
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = FormulaQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["measure"], condition=Q(superseded_at__isnull=True), name="one_formula"
            )
        ]

    def __str__(self) -> str:
        return self.text
