"""What the pages of sign-in and security need to know."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.template.context import RequestContext

from samenhang.accounts.adapters import may_sign_up
from samenhang.accounts.devices import describe

register = template.Library()
register.filter("device", describe)


@dataclass(frozen=True)
class Doors:
    """The ways in that this installation offers this visitor."""

    mail: bool
    sign_up: bool
    single_sign_on: str


@register.simple_tag(takes_context=True)
def doors(context: RequestContext) -> Doors:
    return Doors(bool(settings.SMTP_HOST), may_sign_up(context["request"]), settings.OIDC_NAME)
