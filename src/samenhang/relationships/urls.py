from django.urls import path

from samenhang.relationships import relation_views, views

app_name = "relationships"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("chart/", views.chart, name="chart"),
    path("chart.pdf", views.chart_pdf, name="chart_pdf"),
    path("where-to-begin/", views.where_to_begin, name="where_to_begin"),
    path("<uuid:stakeholder_id>/", relation_views.relation, name="relation"),
    path("<uuid:stakeholder_id>/relation.pdf", relation_views.relation_pdf, name="relation_pdf"),
    path(
        "<uuid:stakeholder_id>/observations/<uuid:observation_id>/",
        relation_views.change_observation,
        name="change_observation",
    ),
    path(
        "<uuid:stakeholder_id>/observations/<uuid:observation_id>/delete/",
        relation_views.delete_observation,
        name="delete_observation",
    ),
    path(
        "<uuid:stakeholder_id>/decisions/<uuid:assessment_id>/take-back/",
        relation_views.take_back,
        name="take_back",
    ),
]
