"""Pages of meetings."""

from .live_urls import urlpatterns as live

urlpatterns = [*live]
