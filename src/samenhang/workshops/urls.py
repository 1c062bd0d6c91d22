"""Workshops of one initiative, for who leads them."""

from django.http import HttpResponse
from django.urls import include, path

app_name = "workshops"
urlpatterns = [
    path("<uuid:workshop_id>/", lambda r, **k: HttpResponse(), name="workshop"),
    path("<uuid:board_id>/papers/", lambda r, **k: HttpResponse(), name="papers"),
    path("", include("samenhang.workshops.desk_urls")),
    path("", include("samenhang.workshops.result_urls")),
]
