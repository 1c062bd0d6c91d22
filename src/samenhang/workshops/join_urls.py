"""The door of a map, for participants without an account."""

from django.urls import path

from samenhang.workshops import join_views

app_name = "join"
urlpatterns = [
    path("", join_views.enter_code, name="enter_code"),
    path("<slug:code>/", join_views.join, name="join"),
    path("<slug:code>/again/", join_views.again, name="again"),
]
