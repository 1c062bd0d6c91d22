"""Every address of the product."""

from django.conf import settings
from django.urls import include, path

from samenhang.site import views

handler400 = "samenhang.site.views.bad_request"

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("help/", views.help_page, name="help"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("house-style/", views.house_style, name="house_style"),
    path("house-style/<slug:version>/style.css", views.house_style_css, name="house_style_css"),
    path("house-style/<slug:version>/logo.svg", views.house_style_logo, name="house_style_logo"),
    path("profile/data/", views.own_data, name="own_data"),
    path("profile/delete/", views.delete_account, name="delete_account"),
    path("accounts/", include("allauth.urls")),
    path("", include("samenhang.accounts.urls")),
    path("", include("samenhang.initiatives.urls")),
    path("initiatives/<uuid:initiative_id>/", views.overview, name="overview"),
    path(
        "initiatives/<uuid:initiative_id>/stakeholders/<uuid:stakeholder_id>/everything/",
        views.personal_data,
        name="personal_data",
    ),
    path("initiatives/<uuid:initiative_id>/stakeholders/", include("samenhang.stakeholders.urls")),
    path("initiatives/<uuid:initiative_id>/relationships/", include("samenhang.relationships.urls")),
    path("initiatives/<uuid:initiative_id>/interventions/", include("samenhang.interventions.urls")),
    path("initiatives/<uuid:initiative_id>/actions/", include("samenhang.actions.urls")),
    path("initiatives/<uuid:initiative_id>/workshops/", include("samenhang.workshops.urls")),
    path("", include("samenhang.actions.own_urls")),
    path("join/", include("samenhang.workshops.join_urls")),
    path("map/", include("samenhang.workshops.map_urls")),
    path("screen/", include("samenhang.workshops.screen_urls")),
    path("think/", include("samenhang.interventions.thinking_urls")),
]

if settings.DEMO:
    urlpatterns.append(path("demo/sign-in/", views.demo_sign_in, name="demo_sign_in"))
