"""Workshops of one initiative, for who leads them."""

from django.urls import include, path

from samenhang.workshops import group_views, script_views, workshop_views

app_name = "workshops"
urlpatterns = [
    path("", workshop_views.workshops, name="list"),
    path("new/", workshop_views.new, name="new"),
    path("<uuid:workshop_id>/", workshop_views.workshop, name="workshop"),
    path("<uuid:workshop_id>/change/", workshop_views.change, name="change"),
    path("<uuid:workshop_id>/delete/", workshop_views.delete, name="delete"),
    path("<uuid:workshop_id>/groups/", group_views.groups, name="groups"),
    path("<uuid:workshop_id>/groups/put-back/", group_views.put_group_back, name="put_group_back"),
    path("<uuid:workshop_id>/groups/<uuid:group_id>/", group_views.group, name="group"),
    path("<uuid:workshop_id>/groups/<uuid:group_id>/remove/", group_views.remove_group, name="remove_group"),
    path("<uuid:workshop_id>/invitees/", group_views.invitees, name="invitees"),
    path("<uuid:workshop_id>/invitees/<uuid:invitee_id>/", group_views.invitee, name="invitee"),
    path("<uuid:workshop_id>/invitees/<uuid:invitee_id>/remove/", group_views.remove_invitee, name="remove_invitee"),
    path("<uuid:workshop_id>/script/", script_views.script, name="script"),
    path("<uuid:workshop_id>/script/preset/<slug:key>/", script_views.preset, name="preset"),
    path("<uuid:workshop_id>/script/rows/add/", script_views.add_row, name="add_row"),
    path("<uuid:workshop_id>/script/rows/move/", script_views.move_row, name="move_row"),
    path("<uuid:workshop_id>/script/rows/put-back/", script_views.put_row_back, name="put_row_back"),
    path("<uuid:workshop_id>/script/rows/<uuid:row_id>/", script_views.row, name="row"),
    path("<uuid:workshop_id>/script/rows/<uuid:row_id>/remove/", script_views.remove_row, name="remove_row"),
    path("", include("samenhang.workshops.desk_urls")),
    path("", include("samenhang.workshops.result_urls")),
]
