"""The settings of the product, with an empty page and a count of queries."""

from samenhang.site.settings import *  # noqa: F403
from samenhang.site.settings import MIDDLEWARE

ROOT_URLCONF = "benchmarks.urls"
MIDDLEWARE.insert(
    MIDDLEWARE.index("django.contrib.sessions.middleware.SessionMiddleware"), "benchmarks.queries.counted"
)
