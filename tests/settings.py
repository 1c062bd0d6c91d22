"""The settings of the product, with what makes tests fast and separate."""

import os
import tempfile
from pathlib import Path

HERE = Path(tempfile.gettempdir()) / f"samenhang-tests-{os.getuid()}"
HERE.mkdir(exist_ok=True, mode=0o700)
os.environ["SAMENHANG_DATA_DIR"] = str(HERE)
os.environ.setdefault("SAMENHANG_KEYS", "dGVzdHMtb25seS1rZXktb2YtdGhpcnR5LXR3by1ieXQ=")

from samenhang.site.settings import *  # noqa: E402, F403
from samenhang.site.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, so that a live server and the test see the same rows.
    DATABASES["default"]["TEST"] = {"NAME": str(HERE / f"tests-{os.environ.get('PYTEST_XDIST_WORKER', 'one')}.sqlite3")}
else:
    DATABASES["default"]["OPTIONS"] = {}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
ALLOWED_HOSTS = ["*"]
