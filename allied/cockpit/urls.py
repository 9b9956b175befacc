from django.urls import path

from .advice.views import advice
from .map import views as map_views
from .my_work.views import my_work, my_work_seen
from .pack import views as packs
from .poster import views as poster_views
from .search.views import search
from .versions import views as versions

app_name = "cockpit"

urlpatterns = [
    path("", my_work, name="my_work"),
    path("my-work/seen/", my_work_seen, name="my_work_seen"),
    path("search/", search, name="search"),
    path("a/<slug:slug>/", map_views.strategy_map, name="map"),
    path("a/<slug:slug>/map/version/", map_views.map_version, name="map_version"),
    path("a/<slug:slug>/map/advice/", advice, name="advice"),
    path("a/<slug:slug>/map/poster/", poster_views.poster, name="poster"),
    path("a/<slug:slug>/map/poster/poster.pdf", poster_views.poster_pdf, name="poster_pdf"),
    path("a/<slug:slug>/map/poster/poster.svg", poster_views.poster_svg, name="poster_svg"),
    path("a/<slug:slug>/map/versions/", versions.versions, name="versions"),
    path("a/<slug:slug>/map/versions/compare/", versions.version_compare, name="version_compare"),
    path("a/<slug:slug>/map/versions/propose/", versions.version_propose, name="version_propose"),
    path("a/<slug:slug>/map/versions/<key:pk>/", versions.version, name="version"),
    path(
        "a/<slug:slug>/map/versions/<key:pk>/agree/", versions.version_agree, name="version_agree"
    ),
    path(
        "a/<slug:slug>/map/versions/<key:pk>/withdraw/",
        versions.version_withdraw,
        name="version_withdraw",
    ),
    path("a/<slug:slug>/meetings/<key:pk>/pack/", packs.pack, name="pack"),
    path("a/<slug:slug>/meetings/<key:pk>/pack/pack.pdf", packs.pack_pdf, name="pack_pdf"),
    path("a/<slug:slug>/meetings/<key:pk>/pack/pack.pptx", packs.pack_pptx, name="pack_pptx"),
    path("a/<slug:slug>/meetings/<key:pk>/pack/map.svg", packs.pack_map, name="pack_map"),
    path(
        "a/<slug:slug>/objectives/<key:pk>/panel/",
        map_views.objective_panel,
        name="objective_panel",
    ),
]
