from django.urls import path

from .views import me

app_name = "people"

urlpatterns = [path("me/", me, name="me")]
