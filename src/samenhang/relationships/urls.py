from django.urls import path

from samenhang.relationships import views

app_name = "relationships"
urlpatterns = [
    path("", views.overview, name="overview"),
]
