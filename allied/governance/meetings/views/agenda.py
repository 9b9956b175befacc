"""Buttons and forms of the agenda."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.keys import number_in
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.ui.answers import LOST, UNUSABLE, sent, version_in

from .. import services
from ..forms import PaperForm, TopicForm
from ..queries.agenda import paper_visible_to, topic_visible_to
from ..queries.lists import later_of, meeting_visible_to
from .answering import PAGE, answer, page_of, people_for, say_sent, say_taken_back, show


@require_POST
@on_alliance("governance.prepare_meetings")
def agenda_take(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """Suggestions by key: one (`take`), or with `all` those that were shown."""
    row = meeting_visible_to(request.actor, alliance, pk)
    wanted = set(request.POST.getlist("shown" if "all" in request.POST else "take")[:200])

    def act() -> None:
        made = services.take_up(by=request.actor, meeting=row, wanted=wanted)
        if made:
            said = ngettext(
                "%(n)d topic is on the agenda.", "%(n)d topics are on the agenda.", len(made)
            )
            messages.success(request, said % {"n": len(made)})
        else:
            messages.info(request, _("Nothing was added: it is on the agenda or settled already."))

    return answer(request, row, act)


@require_POST
@on_alliance("governance.prepare_meetings")
def agenda_place(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """A topic was dragged to a place, counted from 0."""
    row = meeting_visible_to(request.actor, alliance, pk)
    given, place = number_in(request.POST.get("topic")), number_in(request.POST.get("place"), 5)
    if given is None or place is None:
        messages.error(request, _("Choose a place of this agenda."))
        return show(request, row)
    topic = topic_visible_to(request.actor, alliance, given)
    return answer(
        request, topic.meeting,
        lambda: services.place_topic(by=request.actor, topic=topic, place=place),
    )  # fmt: skip


@require_POST
@on_alliance("governance.agree_agenda")
def agenda_agree(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """Our side agrees to the agenda as it was seen."""
    row = meeting_visible_to(request.actor, alliance, pk)
    given = number_in(request.POST.get("seen"), 9)
    seen = -1 if given is None else given

    def act() -> None:
        done = services.agree_agenda(
            by=request.actor, meeting=row, seen=seen, site=request.build_absolute_uri("/")
        )
        if done.missing:
            names = _(" and ").join(one.company.name for one in done.missing)
            messages.success(request, _("Agreed. %(names)s has still to agree.") % {"names": names})
        else:
            messages.success(request, _("All sides agree: the agenda goes out."))
        say_sent(request, done.delivery)

    return answer(request, row, act)


@require_POST
@on_alliance("governance.agree_agenda")
def agenda_withdraw(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = meeting_visible_to(request.actor, alliance, pk)
    return answer(
        request, row, lambda: services.take_agreement_back(by=request.actor, meeting=row),
        said=_("Your side's agreement is taken back."),
    )  # fmt: skip


@require_POST
@on_alliance("governance.prepare_meetings")
def topic_add(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = meeting_visible_to(request.actor, alliance, pk)
    form = TopicForm(request.POST, people=people_for(request, row), auto_id="add_%s")
    if form.is_valid():
        try:
            services.add_topic(by=request.actor, meeting=row, **form.values())
            say_taken_back(request, row.taken_back)
            return show(request, row)
        except Refused as refused:
            form.refuse(refused)
    template = f"{PAGE}#agenda" if request.htmx else PAGE
    # htmx swaps answers of success alone; the faults stand beside their fields.
    status = 200 if request.htmx else UNUSABLE
    return render(request, template, page_of(request, row, topic_form=form), status=status)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.prepare_meetings")
def topic_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """In place for htmx, a page without scripts."""
    topic = topic_visible_to(request.actor, alliance, pk)
    people = people_for(request, topic.meeting)
    form, status = TopicForm(sent(request), people=people, topic=topic), 200
    if request.method == "POST":
        status = UNUSABLE
        if form.is_valid():
            try:
                services.edit_topic(
                    by=request.actor, topic=topic, version=form.cleaned_data["version"] or 0,
                    **form.values(),
                )  # fmt: skip
                say_taken_back(request, topic.meeting.taken_back)
                return show(request, topic.meeting)
            except Refused as refused:
                form.refuse(refused)
            except Conflict as lost:
                status = LOST
                form.lose_to(TopicForm(people=people, topic=lost.current))
    context = {"alliance": alliance, "topic": topic, "meeting": topic.meeting, "form": form}
    template = "governance/topic_edit.html"
    if not request.htmx:
        return render(request, template, context, status=status)
    answer = render(request, f"{template}#form", context)
    answer["HX-Retarget"], answer["HX-Reswap"] = f"#topic-{topic.pk} .topic-edit", "innerHTML"
    return answer


@require_POST
@on_alliance("governance.prepare_meetings")
def topic_move(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    topic = topic_visible_to(request.actor, alliance, pk)
    up = request.POST.get("to") == "up"
    return answer(
        request, topic.meeting, lambda: services.move_topic(by=request.actor, topic=topic, up=up)
    )


@require_POST
@on_alliance("governance.prepare_meetings")
def topic_remove(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    topic = topic_visible_to(request.actor, alliance, pk)
    return answer(
        request, topic.meeting,
        lambda: services.remove_topic(by=request.actor, topic=topic, version=version_in(request)),
        said=_("“%(topic)s” is off the agenda.") % {"topic": topic.title},
        undo=reverse("governance:topic_restore", args=[alliance.slug, pk]),
    )  # fmt: skip


@require_POST
@on_alliance("governance.prepare_meetings")
def topic_restore(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    topic = topic_visible_to(request.actor, alliance, pk, even_removed=True)
    return answer(
        request, topic.meeting, lambda: services.restore_topic(by=request.actor, topic=topic)
    )


@require_POST
@on_alliance("governance.prepare_meetings")
def topic_carry(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """To another meeting of the body (`to`)."""
    topic = topic_visible_to(request.actor, alliance, pk)
    later = {str(row.pk): row for row in later_of(request.actor, topic.meeting)}
    to = later.get(request.POST.get("to", ""))
    if to is None:
        messages.error(request, _("Choose a later meeting of the same body."))
        return show(request, topic.meeting)
    return answer(
        request, topic.meeting,
        lambda: services.carry_over(
            by=request.actor, topic=topic, version=version_in(request), to=to
        ),
        said=_("“%(topic)s” stands on the agenda of the later meeting.") % {"topic": topic.title},
    )  # fmt: skip


@require_POST
@on_alliance("governance.prepare_meetings")
def meeting_paper_add(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = meeting_visible_to(request.actor, alliance, pk)
    topics = list(row.topics.filter(removed_at=None))
    form = PaperForm(request.POST, topics=topics, auto_id="paper_%s")
    if form.is_valid():
        try:
            services.add_paper(by=request.actor, meeting=row, **form.cleaned_data)
            return show(request, row)
        except Refused as refused:
            form.refuse(refused)
    template = f"{PAGE}#agenda" if request.htmx else PAGE
    status = 200 if request.htmx else UNUSABLE
    return render(request, template, page_of(request, row, paper_form=form), status=status)


@require_POST
@on_alliance("governance.prepare_meetings")
def meeting_paper_remove(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    paper = paper_visible_to(request.actor, alliance, pk)
    return answer(
        request, paper.meeting, lambda: services.remove_paper(by=request.actor, paper=paper),
        said=_("“%(paper)s” is taken off.") % {"paper": paper.name},
        undo=reverse("governance:meeting_paper_restore", args=[alliance.slug, pk]),
    )  # fmt: skip


@require_POST
@on_alliance("governance.prepare_meetings")
def meeting_paper_restore(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    paper = paper_visible_to(request.actor, alliance, pk)
    return answer(
        request, paper.meeting, lambda: services.restore_paper(by=request.actor, paper=paper)
    )
