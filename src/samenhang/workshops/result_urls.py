"""What a workshop gave and its papers: part of the addresses of workshops."""

from django.urls import path

from samenhang.workshops import paper_views, result_views

urlpatterns = [
    path("<uuid:board_id>/papers/", paper_views.papers, name="papers"),
    path("<uuid:board_id>/papers/<slug:key>.<slug:kind>", paper_views.paper, name="paper"),
    path("<uuid:board_id>/result/", result_views.leaders_result, name="result"),
    path("<uuid:board_id>/everything.xlsx", result_views.everything_xlsx, name="everything_xlsx"),
    path("<uuid:board_id>/everything.json", result_views.everything_json, name="everything_json"),
]
