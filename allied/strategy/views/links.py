"""Drawing and removing links, for the script of the map; the objective's form does it too."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request

from .. import queries, services
from ..answers import answer_act
from ..forms import LinkForm


@require_POST
@on_alliance("strategy.edit_map")
def link_draw(request: Request, alliance: Alliance) -> HttpResponse:
    form = LinkForm(request.POST, objectives=queries.objectives_of(alliance, request.actor))
    return answer_act(
        request, alliance, form=form,
        act=lambda: services.draw_link(by=request.actor, **form.cleaned_data),
    )  # fmt: skip


@require_POST
@on_alliance("strategy.edit_map")
def link_remove(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    link = queries.link_visible_to(request.actor, alliance, pk)
    return answer_act(request, alliance, lambda: services.remove_link(by=request.actor, link=link))
