import os
from signal import SIGINT, SIGTERM

from django.core.asgi import get_asgi_application

from samenhang.live.stream import Streams

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenhang.site.settings")

application = Streams(get_asgi_application(), ends_on=[SIGTERM, SIGINT])
