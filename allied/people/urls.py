from django.urls import path

from .views import me, token_add, token_revoke

app_name = "people"

urlpatterns = [
    path("me/", me, name="me"),
    path("me/tokens/new/", token_add, name="token_add"),
    path("me/tokens/<key:pk>/revoke/", token_revoke, name="token_revoke"),
]
