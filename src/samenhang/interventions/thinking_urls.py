"""For those who think along, without an account."""

from django.urls import path

from samenhang.interventions import thinking_views

app_name = "thinking"
urlpatterns = [
    path("", thinking_views.enter_code, name="enter_code"),
    path("<slug:code>/", thinking_views.think, name="think"),
    path("<slug:code>/join/", thinking_views.join, name="join"),
    path("<slug:code>/leave/", thinking_views.leave, name="leave"),
    path("<slug:code>/live/", thinking_views.live, name="live"),
    path("<slug:code>/ideas/", thinking_views.add_idea, name="add_idea"),
    path("<slug:code>/ideas/<uuid:idea_id>/", thinking_views.change_idea, name="change_idea"),
    path("<slug:code>/ideas/<uuid:idea_id>/withdraw/", thinking_views.withdraw_idea, name="withdraw_idea"),
]
