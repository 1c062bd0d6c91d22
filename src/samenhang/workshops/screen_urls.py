"""The screen in the room: read only, without a person."""

from django.urls import path

from samenhang.workshops import screen_views

app_name = "screen"
urlpatterns = [
    path("<slug:key>/", screen_views.screen, name="screen"),
    path("<slug:key>/live/", screen_views.live, name="live"),
]
