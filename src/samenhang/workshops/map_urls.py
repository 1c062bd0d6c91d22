"""The map itself, for participants without an account."""

from django.urls import path

from samenhang.workshops import helping_views, map_views, result_views, voice_views

app_name = "maps"
urlpatterns = [
    path("<uuid:board_id>/", map_views.show, name="map"),
    path("<uuid:board_id>/list/", map_views.as_list, name="list"),
    path("<uuid:board_id>/own/", map_views.own, name="own"),
    path("<uuid:board_id>/live/", map_views.live, name="live"),
    path("<uuid:board_id>/away/", map_views.away, name="away"),
    path("<uuid:board_id>/leave/", map_views.leave, name="leave"),
    path("<uuid:board_id>/helping/", helping_views.helping, name="helping"),
    path("<uuid:board_id>/helping/undo/", helping_views.undo, name="undo_helping"),
    path("<uuid:board_id>/cards/", map_views.add_card, name="add_card"),
    path("<uuid:board_id>/cards/<uuid:card_id>/", map_views.change_card, name="change_card"),
    path("<uuid:board_id>/cards/<uuid:card_id>/withdraw/", map_views.withdraw_card, name="withdraw_card"),
    path("<uuid:board_id>/cards/<uuid:card_id>/put-back/", map_views.put_back_card, name="put_back_card"),
    path("<uuid:board_id>/piles/<uuid:pile_id>/dots/", voice_views.dots, name="dots"),
    path("<uuid:board_id>/piles/<uuid:pile_id>/answer/", voice_views.answer, name="answer"),
    path("<uuid:board_id>/piles/<uuid:pile_id>/recognise/", voice_views.recognise, name="recognise"),
    path("<uuid:board_id>/self-check/", voice_views.self_check, name="self_check"),
    path("<uuid:board_id>/result/", result_views.result, name="result"),
    path("<uuid:board_id>/result.pdf", result_views.result_pdf, name="result_pdf"),
]
