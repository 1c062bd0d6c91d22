"""Interventions in one initiative: for its leaders."""

from django.urls import path

from samenhang.interventions import action_views, choosing_views, door_views, reflection_views, views

app_name = "interventions"
BRAINSTORM = "brainstorms/<uuid:brainstorm_id>/"
urlpatterns = [
    path("", action_views.overview, name="overview"),
    path("begin/<uuid:stakeholder_id>/", views.begin, name="begin"),
    path(BRAINSTORM, views.brainstorm, name="brainstorm"),
    path(BRAINSTORM + "live/", views.live, name="live"),
    path(BRAINSTORM + "prompt/", views.next_prompt, name="prompt"),
    path(BRAINSTORM + "ideas/", views.add_idea, name="add_idea"),
    path(BRAINSTORM + "ideas/<uuid:idea_id>/", views.change_idea, name="change_idea"),
    path(BRAINSTORM + "ideas/<uuid:idea_id>/remove/", views.remove_idea, name="remove_idea"),
    path(BRAINSTORM + "ideas/<uuid:idea_id>/put-back/", views.put_idea_back, name="put_idea_back"),
    path(BRAINSTORM + "ideas/<uuid:idea_id>/table/", door_views.table, name="table"),
    path(BRAINSTORM + "early/", choosing_views.early, name="early"),
    path(BRAINSTORM + "door/", door_views.door, name="door"),
    path(BRAINSTORM + "door/close/", door_views.close, name="close_door"),
    path(BRAINSTORM + "choose/", choosing_views.compare, name="compare"),
    path(BRAINSTORM + "ideas/<uuid:idea_id>/weigh/", choosing_views.weigh, name="weigh"),
    path(BRAINSTORM + "ideas/<uuid:idea_id>/choose/", choosing_views.choose, name="choose"),
    path("<uuid:intervention_id>/", action_views.intervention, name="intervention"),
    path("<uuid:intervention_id>/preparation/", action_views.preparation, name="preparation"),
    path("<uuid:intervention_id>/preparation.pdf", action_views.preparation_pdf, name="preparation_pdf"),
    path("<uuid:intervention_id>/look-back/", reflection_views.look_back, name="look_back"),
    path("what-works/", reflection_views.what_works, name="what_works"),
]
