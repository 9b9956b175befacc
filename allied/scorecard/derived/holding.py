"""Whether a changed measure still holds what its own formula gives."""

from django.utils.translation import gettext as _

from allied.alliances.queries import joint_room
from allied.foundation.access.refusal import Refused
from allied.pure.formula import FormulaFault

from ..models import Formula, Measure
from .catalogue import load_catalogue
from .checking import checked_tree


def refuse_terms(measure: Measure) -> None:
    """Refused at the unit where the measure was changed to one that its formula does not give."""
    formula = Formula.objects.in_use().filter(measure=measure).first()
    if formula is None:
        return
    catalogue = load_catalogue(measure.alliance, joint_room(measure.alliance).pk)
    try:
        checked_tree(formula.text, catalogue.scope(measure.pk))
    except FormulaFault as fault:
        if fault.code in {"result_unit", "coarser"}:
            raise Refused(fault.sentence(_), "unit") from fault
