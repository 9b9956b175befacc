"""The guide, interviews, their answers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.alliances.queries import partners_of
from allied.alliances.services import may_share_record
from allied.foundation.access.actor import View
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed, demand
from allied.foundation.ui.answers import answer_form, before, sent
from allied.strategy.queries import members_of

from .. import queries, services
from ..forms import AnswerForm, GuideForm, InterviewForm, QuestionForm
from ..models import Interview


@require_GET
@on_alliance("discovery.see")
def interviews(request: Request, alliance: Alliance) -> HttpResponse:
    found, older = queries.interviews_of(request.actor, alliance, before(request))
    context = {
        "alliance": alliance, "interviews": found, "older_than": older,
        "own_room": request.actor.seats[alliance.pk].own_room_id,
        "may_write": allowed(request.actor, "discovery.contribute", alliance),
    }  # fmt: skip
    return render(request, "discovery/interviews.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("discovery.contribute")
def guide(request: Request, alliance: Alliance) -> HttpResponse:
    used = queries.guide_of(request.actor, alliance)
    start = {"questions": "\n".join(used.questions), "version": used.version}
    form = GuideForm(sent(request), initial=start)

    def act() -> str:
        services.set_guide(by=request.actor, alliance=alliance, **form.cleaned_data)
        return reverse("discovery:interviews", args=[alliance.slug])

    return answer_form(
        request, "discovery/guide.html", form, act, {"guide": used},
        fresh=lambda row: GuideForm(
            initial={"questions": row.questions, "version": row.version}
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@on_alliance("discovery.contribute")
def interview_add(request: Request, alliance: Alliance) -> HttpResponse:
    today: dict[str, object] = {
        "held_on": alliance.today().isoformat(),
        "interviewer": request.actor.name,
    }
    form = _interview_form(request, alliance, initial=today)
    used = queries.guide_of(request.actor, alliance)

    def act() -> str:
        row = services.record_interview(
            by=request.actor, alliance=alliance, questions=used.questions, **form.values()
        )
        return reverse("discovery:interview", args=[alliance.slug, row.pk])

    return answer_form(request, "discovery/interview_form.html", form, act, {"guide": used})


@require_http_methods(["GET", "POST"])
@on_alliance("discovery.contribute")
def interview_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.interview_visible_to(request.actor, alliance, pk)
    demand(request.actor, "discovery.change_interview", alliance, row)
    form = _interview_form(request, alliance, interview=row)

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        services.edit_interview(by=request.actor, interview=row, version=version, **form.values())
        return reverse("discovery:interview", args=[alliance.slug, row.pk])

    return answer_form(
        request, "discovery/interview_form.html", form, act, {"interview": row},
        fresh=lambda now: _interview_form(request, alliance, interview=now, fresh=True),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@on_alliance("discovery.see")
def interview(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """GET: the interview. POST: add a question of one's own."""
    row = queries.interview_visible_to(request.actor, alliance, pk)
    form = QuestionForm(sent(request))
    if request.method == "POST":
        demand(request.actor, "discovery.change_interview", alliance, row)

    def act() -> str:
        answer = services.add_question(by=request.actor, interview=row, **form.cleaned_data)
        return reverse("discovery:answer_edit", args=[alliance.slug, answer.pk])

    return answer_form(
        request, "discovery/interview.html", form, act, _around(request, alliance, row)
    )


def _around(request: Request, alliance: Alliance, row: Interview) -> dict[str, object]:
    actor, own = request.actor, request.actor.seats[alliance.pk].own_room_id
    may_write = allowed(actor, "discovery.contribute", alliance)
    return {
        "interview": row, "told": queries.interview_page(actor, row), "own_room": own,
        "is_ours": row.room_id == own, "may_write": may_write,
        "may_change": allowed(actor, "discovery.change_interview", alliance, row),
        "may_share": row.room_id == own and may_share_record(actor, row),
        "may_share_passages": actor.view is View.OURS and may_write,
        "candidates": queries.choices_of(actor, alliance) if may_write else [],
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@on_alliance("discovery.contribute")
def answer_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    answer = queries.answer_visible_to(request.actor, alliance, pk)
    demand(request.actor, "discovery.change_interview", alliance, answer.interview)
    form = AnswerForm(sent(request), answer=answer)
    form.fields["text"].widget.attrs["data-draft"] = f"answer-{answer.pk}"

    def act() -> str:
        services.edit_answer(by=request.actor, answer=answer, **form.cleaned_data)
        page = reverse("discovery:interview", args=[alliance.slug, answer.interview_id])
        return f"{page}#answer-{answer.pk}"

    return answer_form(
        request, "discovery/answer_form.html", form, act, {"interview": answer.interview},
        fresh=lambda now: AnswerForm(answer=now),
    )  # fmt: skip


def _interview_form(
    request: Request, alliance: Alliance, interview: Interview | None = None, *,
    fresh: bool = False, initial: dict[str, object] | None = None,
) -> InterviewForm:  # fmt: skip
    return InterviewForm(
        None if fresh else sent(request), people=members_of(alliance, request.actor),
        partners=partners_of(alliance), interview=interview, initial=initial,
    )  # fmt: skip
