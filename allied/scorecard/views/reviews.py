"""Reviews: the list, freezing, one review, two compared."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.alliances.queries import current_room
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed
from allied.foundation.access.refusal import Refused
from allied.strategy.editions import editions_of

from ..answers import standing_sentence
from ..forms.binding import add_refusal
from ..forms.review import CompareForm, FreezeForm
from ..reviews.compare import compared
from ..reviews.payload import thawed
from ..reviews.queries import review_before, review_visible_to, reviews_of
from ..reviews.sentences import comparison_sentence
from ..reviews.services import freeze_review


@require_GET
@on_alliance("scorecard.see")
def reviews(request: Request, alliance: Alliance) -> HttpResponse:
    rows = reviews_of(alliance, request.actor)
    editions = editions_of(alliance, request.actor)
    context = {
        "alliance": alliance,
        "reviews": [(row, editions.at(row.frozen_at)) for row in rows],
        "editions": editions,
        "form": CompareForm(rows) if len(rows) > 1 else None,
        "may_freeze": allowed(request.actor, "scorecard.freeze_review", alliance),
    }
    return render(request, "scorecard/reviews.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("scorecard.freeze_review")
def review_freeze(request: Request, alliance: Alliance) -> HttpResponse:
    posted = request.method == "POST"
    form = FreezeForm(request.POST if posted else None, initial={"held_on": alliance.today()})
    if form.is_bound and form.is_valid():
        try:
            review = freeze_review(by=request.actor, alliance=alliance, **form.cleaned_data)
            messages.success(request, _("Frozen. Nothing can change it now."))
            return redirect("scorecard:review", alliance.slug, review.pk)
        except Refused as refused:
            add_refusal(form, refused)
    context = {
        "alliance": alliance,
        "form": form,
        "room": current_room(request.actor, alliance),
        "edition": editions_of(alliance, request.actor).now,
    }
    status = 422 if form.is_bound else 200
    return render(request, "scorecard/review_freeze.html", context, status=status)


@require_GET
@on_alliance("scorecard.see")
def review(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    found = review_visible_to(request.actor, alliance, pk)
    card = thawed(found.scorecard)
    context = {
        "alliance": alliance,
        "review": found,
        "card": card,
        "edition": editions_of(alliance, request.actor).at(found.frozen_at),
        "answer": standing_sentence(card.attention, card.measures),
        "before": review_before(request.actor, found),
    }
    return render(request, "scorecard/review.html", context)


@require_GET
@on_alliance("scorecard.see")
def review_compare(request: Request, alliance: Alliance) -> HttpResponse:
    rows = reviews_of(alliance, request.actor)
    form = CompareForm(rows, data=request.GET or None)
    if not form.is_valid():
        messages.warning(request, _("Choose two reviews to compare."))
        return redirect("scorecard:reviews", alliance.slug)
    chosen = sorted(
        (
            review_visible_to(request.actor, alliance, form.cleaned_data[name])
            for name in form.fields
        ),
        key=lambda item: (item.held_on, item.pk),
    )
    before, after = chosen
    comparison = compared(thawed(before.scorecard), thawed(after.scorecard))
    editions = editions_of(alliance, request.actor)
    context = {
        "alliance": alliance,
        "before": before,
        "after": after,
        "editions": [editions.at(item.frozen_at) for item in chosen],
        "form": form,
        "comparison": comparison,
        "answer": comparison_sentence(comparison),
    }
    return render(request, "scorecard/review_compare.html", context)
