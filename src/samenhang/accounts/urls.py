from django.urls import path

from samenhang.accounts import views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("security/", views.security, name="security"),
    path("language/", views.language, name="language"),
]
