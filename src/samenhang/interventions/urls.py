"""Interventions in one initiative: for its leaders."""

from django.urls import path

from samenhang.interventions import brainstorm_views, choosing_views, door_views, looking_back_views, views

app_name = "interventions"
BRAINSTORM = "brainstorms/<uuid:brainstorm_id>/"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("begin/<uuid:stakeholder_id>/", brainstorm_views.begin, name="begin"),
    path(BRAINSTORM, brainstorm_views.brainstorm, name="brainstorm"),
    path(BRAINSTORM + "live/", brainstorm_views.live, name="live"),
    path(BRAINSTORM + "prompt/", brainstorm_views.next_prompt, name="prompt"),
    path(BRAINSTORM + "ideas/", brainstorm_views.add_idea, name="add_idea"),
    path(BRAINSTORM + "ideas/<uuid:idea_id>/", brainstorm_views.change_idea, name="change_idea"),
    path(BRAINSTORM + "ideas/<uuid:idea_id>/remove/", brainstorm_views.remove_idea, name="remove_idea"),
    path(BRAINSTORM + "ideas/<uuid:idea_id>/put-back/", brainstorm_views.put_idea_back, name="put_idea_back"),
    path(BRAINSTORM + "ideas/<uuid:idea_id>/table/", door_views.table, name="table"),
    path(BRAINSTORM + "early/", choosing_views.early, name="early"),
    path(BRAINSTORM + "door/", door_views.door, name="door"),
    path(BRAINSTORM + "door/close/", door_views.close, name="close_door"),
    path(BRAINSTORM + "choose/", choosing_views.compare, name="compare"),
    path(BRAINSTORM + "ideas/<uuid:idea_id>/weigh/", choosing_views.weigh, name="weigh"),
    path(BRAINSTORM + "ideas/<uuid:idea_id>/choose/", choosing_views.choose, name="choose"),
    path("<uuid:intervention_id>/", views.intervention, name="intervention"),
    path("<uuid:intervention_id>/preparation/", views.preparation, name="preparation"),
    path("<uuid:intervention_id>/preparation.pdf", views.preparation_pdf, name="preparation_pdf"),
    path("<uuid:intervention_id>/look-back/", looking_back_views.look_back, name="look_back"),
    path("what-works/", looking_back_views.what_works, name="what_works"),
]
