import os
from signal import SIGINT, SIGTERM

import django

from samenhang.live.stream import Application, Streams

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenhang.site.settings")
django.setup(set_prefix=False)

# What these import exists once Django has started.
from samenhang.site.handler import Handler  # noqa: E402
from samenhang.workshops.posting import Posting  # noqa: E402


def around(django: Application) -> Streams:
    """The product: Django, with what many phones send and what they listen to beside it."""
    return Streams(Posting(django), ends_on=[SIGTERM, SIGINT])


application = around(Handler())
