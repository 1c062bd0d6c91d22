"""Import and export; included by urls.py under the table's own address."""

from django.urls import include, path

from samenhang.stakeholders import export_views, import_views

run = [
    path("sheet/", import_views.choose_sheet, name="import_sheet"),
    path("mapping/", import_views.map_columns, name="import_mapping"),
    path("preview/", import_views.preview, name="import_preview"),
    path("run/", import_views.proceed, name="import_run"),
    path("result/", import_views.result, name="import_result"),
    path("undo/", import_views.undo, name="import_undo"),
    path("abandon/", import_views.abandon, name="import_abandon"),
    path("refused.csv", import_views.refused, name="import_refused"),
]
urlpatterns = [
    path("import/", import_views.start, name="import"),
    path("import/example.xlsx", import_views.example, name="import_example"),
    path("import/<uuid:run_id>/", include(run)),
    path("export.xlsx", export_views.xlsx, name="export_xlsx"),
    path("export.csv", export_views.csv, name="export_csv"),
    path("export.pdf", export_views.pdf, name="export_pdf"),
    path("form.pdf", export_views.form, name="form_pdf"),
]
