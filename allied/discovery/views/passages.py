"""Marking passages of an answer, and gathering them under candidates."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.keys import number_in
from allied.foundation.access.refusal import Refused
from allied.foundation.ui.answers import UNUSABLE, answer_act, version_in

from .. import queries, services
from ..models import Answer, Candidate
from ..wording import runs, sentences


@require_http_methods(["GET", "POST"])
@on_alliance("discovery.contribute")
def mark(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """GET: the sentences of an answer to choose from. POST: mark sentences, or a selection."""
    answer = queries.answer_visible_to(request.actor, alliance, pk)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            return _marked(request, alliance, answer)
        except Refused as refused:
            refusal, status = str(refused), UNUSABLE
    chosen = set(request.POST.getlist("sentence"))
    parts = [(n, said, str(n) in chosen) for n, (_at, said) in enumerate(sentences(answer.text))]
    context = {
        "alliance": alliance, "answer": answer, "sentences": parts, "refusal": refusal,
        "candidates": queries.choices_of(request.actor, alliance),
        "chosen": request.POST.get("candidate", ""), "title": request.POST.get("title", ""),
    }  # fmt: skip
    return render(request, "discovery/mark.html", context, status=status)


def _marked(request: Request, alliance: Alliance, answer: Answer) -> HttpResponse:
    services.mark_under(
        by=request.actor, answer=answer, spans=_spans(request, answer),
        candidate=_candidate(request, alliance), title=request.POST.get("title", ""),
    )  # fmt: skip
    page = reverse("discovery:interview", args=[alliance.slug, answer.interview_id])
    return HttpResponse(status=302, headers={"Location": f"{page}#answer-{answer.pk}"})


def _spans(request: Request, answer: Answer) -> list[tuple[int, str]]:
    """Selected words by their place, else chosen sentences."""
    words, start = request.POST.get("words", ""), number_in(request.POST.get("start"), 7)
    if words and start is not None:
        return [(start, words.replace("\r\n", "\n"))]
    numbers = (number_in(text, 5) for text in request.POST.getlist("sentence"))
    chosen = [number for number in numbers if number is not None]
    return runs(chosen, answer.text)


def _candidate(request: Request, alliance: Alliance) -> Candidate | None:
    given = request.POST.get("candidate", "")
    if not given:
        return None
    try:
        if pk := number_in(given):
            return queries.candidate_visible_to(request.actor, alliance, pk)
    except Http404:
        pass
    raise Refused(_("Choose one of the candidates."), "candidate")


@require_POST
@on_alliance("discovery.contribute")
def passage_gather(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    passage = queries.passage_visible_to(request.actor, alliance, pk)

    def act() -> None:
        services.gather_passage(
            by=request.actor, passage=passage, version=version_in(request),
            candidate=_candidate(request, alliance),
        )  # fmt: skip

    return answer_act(request, act, _back(request, alliance, passage.candidate_id))


@require_POST
@on_alliance("discovery.contribute")
def passage_remove(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    passage = queries.passage_visible_to(request.actor, alliance, pk)
    back = _back(request, alliance, passage.candidate_id)
    return answer_act(
        request, lambda: services.remove_passage(by=request.actor, passage=passage), back
    )


def _back(request: Request, alliance: Alliance, candidate: int | None) -> str:
    """To the interview the button stood on, where it names one; else to the candidate."""
    if interview := number_in(request.POST.get("interview")):
        return reverse("discovery:interview", args=[alliance.slug, interview])
    if candidate:
        return reverse("discovery:candidate", args=[alliance.slug, candidate])
    return reverse("discovery:candidates", args=[alliance.slug])
