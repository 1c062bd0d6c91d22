"""The settings of the product, with what makes tests fast and separate."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# A folder for each process, so that test runs at the same time do not meet.
HERE = Path(tempfile.mkdtemp(prefix="samenhang-tests-"))
atexit.register(shutil.rmtree, HERE, ignore_errors=True)
os.environ["SAMENHANG_DATA_DIR"] = str(HERE)
os.environ.setdefault("SAMENHANG_KEYS", "dGVzdHMtb25seS1rZXktb2YtdGhpcnR5LXR3by1ieXQ=")

from samenhang.site.settings import *  # noqa: E402, F403
from samenhang.site.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The live server of a test hands out the source files itself. What serves them in real life is tested with the command.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
SERVESTATIC_USE_STATIC_ROOT = False
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, so that a live server and the test see the same rows.
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # A server lives as long as its test, its threads a little longer.
    DATABASES["default"]["TEST"] = {"NAME": str(HERE / "tests.sqlite3")}
else:
    DATABASES["default"]["OPTIONS"] = {}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
ALLOWED_HOSTS = ["*"]
