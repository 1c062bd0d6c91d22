from django.urls import include, path

from samenhang.stakeholders import row_views, views

app_name = "stakeholders"
urlpatterns = [
    path("", views.table, name="table"),
    path("add/", views.add, name="add"),
    path("paste/", views.paste, name="paste"),
    path("undo/", views.undo, name="undo"),
    path("columns/", views.choose_columns, name="columns"),
    path("removed/", row_views.removed, name="removed"),
    path("<uuid:stakeholder_id>/", row_views.detail, name="detail"),
    path("<uuid:stakeholder_id>/cells/<slug:key>/", views.cell, name="cell"),
    path("<uuid:stakeholder_id>/interests/new/", row_views.interest, name="add_interest"),
    path("<uuid:stakeholder_id>/interests/<uuid:item_id>/", row_views.interest, name="interest"),
    path("<uuid:stakeholder_id>/preconditions/new/", row_views.precondition, name="add_precondition"),
    path("<uuid:stakeholder_id>/preconditions/<uuid:item_id>/", row_views.precondition, name="precondition"),
    path("<uuid:stakeholder_id>/history/", row_views.history, name="history"),
    path("<uuid:stakeholder_id>/remove/", row_views.remove, name="remove"),
    path("<uuid:stakeholder_id>/put-back/", row_views.put_back, name="put_back"),
    path("", include("samenhang.stakeholders.import_urls")),
]
