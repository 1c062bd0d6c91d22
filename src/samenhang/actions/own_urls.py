"""What belongs to one person, over all initiatives."""

from django.urls import path

from samenhang.actions import calendar_views, reminder_views, views

app_name = "own_actions"
urlpatterns = [
    path("actions/", views.mine, name="mine"),
    path("actions/reminders/", reminder_views.choice, name="reminders"),
    path("actions/calendar/", calendar_views.feeds, name="feeds"),
    path("actions/calendar/new/", calendar_views.new_feed, name="new_feed"),
    path("actions/calendar/<uuid:feed_id>/revoke/", calendar_views.revoke_feed, name="revoke_feed"),
    path("calendar/<str:token>.ics", calendar_views.feed, name="feed"),
]
