"""Pages of governance, slice by slice."""

from .actions.urls import urlpatterns as actions
from .bodies.urls import urlpatterns as bodies
from .decisions.urls import urlpatterns as decisions
from .escalations.urls import urlpatterns as escalations
from .meetings.urls import urlpatterns as meetings
from .proposals.urls import urlpatterns as proposals

app_name = "governance"

urlpatterns = [*bodies, *meetings, *decisions, *actions, *proposals, *escalations]
