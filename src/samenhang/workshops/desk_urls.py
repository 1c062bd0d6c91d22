"""The desk of a map: part of the addresses of workshops."""

from django.urls import path

from samenhang.workshops import desk_views, pile_views

urlpatterns = [
    path("<uuid:board_id>/desk/", desk_views.desk, name="desk"),
    path("<uuid:board_id>/desk/live/", desk_views.live, name="live"),
    path("<uuid:board_id>/desk/go/", desk_views.go, name="go"),
    path("<uuid:board_id>/desk/timer/", desk_views.timer, name="timer"),
    path("<uuid:board_id>/desk/switch/", desk_views.switch, name="switch"),
    path("<uuid:board_id>/desk/undo/", desk_views.undo, name="undo"),
    path("<uuid:board_id>/desk/preview/", desk_views.preview, name="preview"),
    path("<uuid:board_id>/desk/hand-over/", desk_views.hand_over, name="hand_over"),
    path("<uuid:board_id>/desk/code/", desk_views.renew_code, name="renew_code"),
    path("<uuid:board_id>/desk/speak/", desk_views.speak, name="speak"),
    path("<uuid:board_id>/desk/participants/", desk_views.participants, name="participants"),
    path("<uuid:board_id>/desk/close/", desk_views.close, name="close"),
    path("<uuid:board_id>/desk/reopen/", desk_views.reopen, name="reopen"),
    path("<uuid:board_id>/desk/cards/<uuid:card_id>/", pile_views.card, name="card"),
    path("<uuid:board_id>/desk/cards/<uuid:card_id>/spotlight/", pile_views.spotlight, name="spotlight"),
    path("<uuid:board_id>/desk/cards/<uuid:card_id>/show-again/", pile_views.show_again, name="show_again"),
    path("<uuid:board_id>/desk/no-spotlight/", pile_views.no_spotlight, name="no_spotlight"),
    path("<uuid:board_id>/desk/together/", pile_views.together, name="together"),
    path("<uuid:board_id>/desk/apart/", pile_views.apart, name="apart"),
    path("<uuid:board_id>/desk/suggestions/", pile_views.suggestions, name="suggestions"),
    path("<uuid:board_id>/desk/keep-apart/", pile_views.keep_apart, name="keep_apart"),
    path("<uuid:board_id>/desk/piles/<uuid:pile_id>/", pile_views.word, name="word"),
    path("<uuid:board_id>/desk/piles/<uuid:pile_id>/onto/", pile_views.onto, name="onto"),
    path("<uuid:board_id>/desk/piles/<uuid:pile_id>/sort/", pile_views.sort, name="sort"),
    path("<uuid:board_id>/desk/bring-in/", pile_views.bring_in, name="bring_in"),
    path("<uuid:board_id>/desk/sides/", pile_views.sides, name="sides"),
]
