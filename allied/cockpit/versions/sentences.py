"""Versions and what differs between them, in sentences."""

from collections.abc import Mapping, Sequence

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from allied.agreement.compare import Comparison
from allied.agreement.models import MapVersion, State
from allied.agreement.queries import Tally

WHAT = {
    "title": gettext_lazy("title"),
    "description": gettext_lazy("description"),
    "perspective": gettext_lazy("perspective"),
    "theme": gettext_lazy("theme"),
    "win": gettext_lazy("joint win"),
    "weight": gettext_lazy("weight"),
    "text": gettext_lazy("text"),
    "name": gettext_lazy("name"),
    "question": gettext_lazy("question"),
    "statement": gettext_lazy("statement"),
}
KINDS = {
    "mission": gettext_lazy("Mission"),
    "values": gettext_lazy("Values"),
    "perspective": gettext_lazy("Perspective"),
    "theme": gettext_lazy("Theme"),
}


def day(moment: object) -> str:
    return date_format(localtime(moment), "DATE_FORMAT") if moment else ""  # type: ignore[arg-type]


def places(count: int) -> str:
    return ngettext("in %(n)d place", "in %(n)d places", count) % {"n": count}


def answer_of_all(versions: Sequence[MapVersion], proposed: Sequence[Tally]) -> str:
    """The head of the list: what is in force, and what a proposal waits for."""
    in_force = next((row for row in versions if row.state == State.IN_FORCE), None)
    said = [
        _("Version %(number)d is in force since %(day)s.")
        % {"number": in_force.number, "day": day(in_force.in_force_at)}
        if in_force
        else _("No version is in force yet: the map is a draft.")
    ]
    open_one = next((row for row in versions if row.state == State.PROPOSED), None)
    if open_one is not None:
        said.append(_("Version %(number)d is proposed.") % {"number": open_one.number})
        said += waiting(proposed)
    return " ".join(said)


def waiting(tallies: Sequence[Tally]) -> list[str]:
    """What each partner has still to say, and where it objects."""
    said = []
    for row in tallies:
        company = {"company": row.partner.company.name}
        if row.objected:
            text = ngettext(
                "%(company)s objects to %(n)d objective.",
                "%(company)s objects to %(n)d objectives.",
                row.objected,
            )
            said.append(text % {**company, "n": row.objected})
        elif row.whole == "object":
            said.append(_("%(company)s objects to the whole.") % company)
        if row.open:
            text = ngettext(
                "%(company)s has still to answer on %(n)d objective.",
                "%(company)s has still to answer on %(n)d objectives.",
                row.open,
            )
            said.append(text % {**company, "n": row.open})
        elif not row.whole:
            said.append(_("%(company)s has still to answer on the whole.") % company)
    return said


def answer_of(version: MapVersion, tallies: Sequence[Tally]) -> str:
    """The head of one version."""
    about = {"day": day(version.in_force_at), "end": day(version.ended_at)}
    if version.state == State.IN_FORCE:
        return _("In force since %(day)s, agreed by all partners.") % about
    if version.state == State.SUPERSEDED:
        return _("In force from %(day)s to %(end)s; superseded since.") % about
    if version.state == State.WITHDRAWN:
        said = _("Withdrawn on %(end)s.") % about
        return f"{said} {version.ended_why}" if version.ended_why else said
    return " ".join([_("Proposed; not in force."), *waiting(tallies)])


def differing_sentence(found: Comparison) -> str:
    """The head of a comparison."""
    if found.is_empty:
        return _("Nothing differs.")
    links: dict[str, int] = {}
    for link in found.links:
        links[link.act] = links.get(link.act, 0) + 1
    said = []
    if found.objectives:
        said.append(_("Objectives: %(list)s.") % {"list": _counted(found.counted())})
    if links:
        said.append(_("Links: %(list)s.") % {"list": _counted(links)})
    if found.frame:
        text = _("Perspectives, themes and lines: %(n)d changed.")
        said.append(text % {"n": len(found.frame)})
    return " ".join(said)


def _counted(counts: Mapping[str, int]) -> str:
    texts = {
        "added": _("%(n)d added"),
        "removed": _("%(n)d removed"),
        "moved": _("%(n)d moved"),
        "reworded": _("%(n)d reworded"),
        "changed": _("%(n)d changed otherwise"),
    }
    return ", ".join(text % {"n": counts[act]} for act, text in texts.items() if act in counts)
