"""What this context adds to the registries below it: its acts in words."""

from django.utils.translation import gettext_lazy as _

from allied.foundation.audit import words

ACTS = {
    "relations.add_template": _("made the relationship template"),
    "relations.edit_template": _("changed the relationship template"),
    "relations.retire_template": _("retired the relationship template"),
    "relations.bring_back_template": _("brought back the relationship template"),
    "relations.add_dimension": _("added a dimension to the template"),
    "relations.edit_dimension": _("changed a dimension of the template"),
    "relations.remove_dimension": _("removed a dimension of the template"),
    "relations.add_criterion": _("added a criterion to the template"),
    "relations.edit_criterion": _("changed a criterion of the template"),
    "relations.remove_criterion": _("removed a criterion of the template"),
    "relations.shift": _("put in another order the template"),
    "relations.add_counterpart": _("added the counterpart"),
    "relations.edit_counterpart": _("changed the counterpart"),
    "relations.remove_counterpart": _("removed the counterpart"),
    "relations.open_round": _("opened a round of"),
    "relations.close_round": _("closed a round of"),
    "relations.discard_round": _("discarded a round of"),
    "relations.send_answer": _("gave our view of"),
    "relations.receive_answer": _("answered by link for"),
    "relations.agree": _("wrote what was agreed with"),
    "relations.send_link": _("sent a link to"),
    "relations.withdraw_link": _("withdrew the link of"),
}
KINDS = {
    "relation_template": _("relationship template"),
    "counterpart": _("counterpart"),
}
DETAILS: dict[str, words.Detail] = {"quarter": (_("quarter"), {}), "part": (_("which"), {})}


def register() -> None:
    words.register(acts=ACTS, kinds=KINDS, details=DETAILS)
