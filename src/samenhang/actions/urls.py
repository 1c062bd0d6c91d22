"""The actions of one initiative."""

from django.urls import path

from samenhang.actions import action_views, calendar_views, views

app_name = "actions"
urlpatterns = [
    path("", views.listing, name="list"),
    path("board/", views.board, name="board"),
    path("add/", action_views.add, name="add"),
    path("<uuid:action_id>/", action_views.detail, name="detail"),
    path("<uuid:action_id>/accept/", action_views.accept, name="accept"),
    path("<uuid:action_id>/give-back/", action_views.give_back, name="give_back"),
    path("<uuid:action_id>/done/", action_views.done, name="done"),
    path("<uuid:action_id>/drop/", action_views.drop, name="drop"),
    path("<uuid:action_id>/postpone/", action_views.postpone, name="postpone"),
    path("<uuid:action_id>/reopen/", action_views.reopen, name="reopen"),
    path("<uuid:action_id>/remove/", action_views.remove, name="remove"),
    path("<uuid:action_id>/put-back/", action_views.put_back, name="put_back"),
    path("<uuid:action_id>/snooze/", action_views.snooze, name="snooze"),
    path("<uuid:action_id>/action.ics", calendar_views.one_action, name="ics"),
]
