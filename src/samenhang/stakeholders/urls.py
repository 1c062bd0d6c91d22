from django.urls import path

from samenhang.stakeholders import views

app_name = "stakeholders"
urlpatterns = [
    path("", views.table, name="table"),
]
