"""The actions of one initiative."""

from django.urls import path

from samenhang.actions import act_views, action_views, calendar_views, export_views, views

app_name = "actions"
urlpatterns = [
    path("", views.listing, name="list"),
    path("board/", views.board, name="board"),
    path("add/", action_views.add, name="add"),
    path("export/", export_views.export, name="export"),
    path("<uuid:action_id>/", action_views.detail, name="detail"),
    path("<uuid:action_id>/change/", action_views.change, name="change"),
    path("<uuid:action_id>/accept/", act_views.accept, name="accept"),
    path("<uuid:action_id>/give-back/", act_views.give_back, name="give_back"),
    path("<uuid:action_id>/done/", act_views.done, name="done"),
    path("<uuid:action_id>/drop/", act_views.drop, name="drop"),
    path("<uuid:action_id>/postpone/", act_views.postpone, name="postpone"),
    path("<uuid:action_id>/move/", act_views.move, name="move"),
    path("<uuid:action_id>/reopen/", act_views.reopen, name="reopen"),
    path("<uuid:action_id>/remove/", act_views.remove, name="remove"),
    path("<uuid:action_id>/put-back/", act_views.put_back, name="put_back"),
    path("<uuid:action_id>/snooze/", act_views.snooze, name="snooze"),
    path("<uuid:action_id>/action.ics", calendar_views.one_action, name="ics"),
]
