from django.urls import path

from samenhang.accounts import views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("profile/email/", views.email, name="email"),
    path("security/", views.security, name="security"),
    path("security/sessions/", views.sessions, name="sessions"),
    path("security/sessions/end-others/", views.end_other_sessions, name="end_other_sessions"),
    path("security/sessions/<int:session_id>/end/", views.end_session, name="end_session"),
    path("single-sign-on/", views.single_sign_on, name="single_sign_on"),
    path("language/", views.language, name="language"),
]
