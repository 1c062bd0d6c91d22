"""What every page shows around its own content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from samenhang.site.models import HouseStyle


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"house_style": HouseStyle.current(), "demo": settings.DEMO}
