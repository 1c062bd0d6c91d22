from django.urls import path

from samenhang.initiatives import views

app_name = "initiatives"
urlpatterns = [
    path("initiatives/new/", views.create, name="create"),
    path("initiatives/<uuid:initiative_id>/settings/", views.change, name="change"),
    path("initiatives/<uuid:initiative_id>/archive/", views.archive, name="archive"),
    path("initiatives/<uuid:initiative_id>/reopen/", views.reopen, name="reopen"),
    path("initiatives/<uuid:initiative_id>/delete/", views.delete, name="delete"),
    path("initiatives/<uuid:initiative_id>/members/", views.members, name="members"),
    path(
        "initiatives/<uuid:initiative_id>/members/<uuid:membership_id>/remove/",
        views.remove_member,
        name="remove_member",
    ),
    path("initiatives/<uuid:initiative_id>/invitations/", views.invite, name="invite"),
    path("initiatives/<uuid:initiative_id>/invitations/<uuid:invitation_id>/revoke/", views.revoke, name="revoke"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
]
