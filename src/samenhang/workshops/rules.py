"""The five rules of dialogue, in our own plain words (F2; after the method of the Partnerschapskaart)."""

from django.utils.translation import gettext_lazy as _

RULES = (
    _("Gaat het u aan? Dan bent u welkom."),
    _("U doet mee. Alleen erbij zitten is te weinig."),
    _("U zegt wat u denkt en helpt anderen dat ook te doen."),
    _("Een ander kan een beter idee hebben dan u."),
    _("We zoeken iets wat we samen kunnen doen."),
)
