import os
from signal import SIGINT, SIGTERM

from django.core.asgi import get_asgi_application

from samenhang.live.stream import Application, Streams

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenhang.site.settings")


def around(django: Application) -> Streams:
    """The product: Django, with what many phones send and what they listen to beside it."""
    # What it imports exists once Django has started.
    from samenhang.workshops.posting import Posting

    return Streams(Posting(django), ends_on=[SIGTERM, SIGINT])


application = around(get_asgi_application())
