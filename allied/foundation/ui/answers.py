"""How the pages answer: a form with its faults and what was typed, or the page it leads to."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from allied.foundation.access.http import Request
from allied.foundation.access.keys import number_in
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.ui.forms import RowForm

UNUSABLE, LOST = 422, 409


def sent(request: Request) -> QueryDict | None:
    """What a form is bound to: nothing on GET, however little was sent on POST."""
    return request.POST if request.method == "POST" else None


def before(request: Request) -> int | None:
    return number_in(request.GET.get("before"))


def answer_form(
    request: Request,
    template: str,
    form: RowForm,
    act: Callable[[], str],
    context: dict[str, Any],
    *,
    fresh: Callable[[Any], RowForm] | None = None,
) -> HttpResponse:
    """GET: the form. POST: `act()` gives the address to go to, or the form says why not."""
    status = 200
    if request.method == "POST":
        status = UNUSABLE
        if form.is_valid():
            try:
                return redirect(act())
            except Refused as refused:
                form.refuse(refused)
            except Conflict as lost:
                status = LOST
                _lose(form, lost, fresh)
    context = {"form": form, "alliance": request.alliance, **context}
    return render(request, template, context, status=status)


def _lose(form: RowForm, lost: Conflict, fresh: Callable[[Any], RowForm] | None) -> None:
    """What stands now beside what was typed; a form of one act alone is only told so."""
    if fresh is not None:
        form.lose_to(fresh(lost.current))
        return
    data = form.data.copy()  # type: ignore[attr-defined]
    data["version"] = str(lost.current.version)
    form.data = data
    form.add_error(None, _("Somebody else changed it in the meantime. Look at it, then repeat."))


def answer_act(request: Request, act: Callable[[], Any], back: str) -> HttpResponse:
    """For a button: do it and go back, or go back and say why not."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    except Conflict:
        said = _("Somebody else changed this in the meantime. Look at it again, then repeat.")
        messages.error(request, said)
    return redirect(back)


def version_in(request: Request) -> int:
    """The version that a button was shown with; 0, which is nobody's, where it is missing."""
    return number_in(request.POST.get("version"), 9) or 0
