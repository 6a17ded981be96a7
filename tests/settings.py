"""The program's own settings, with what would only slow tests down or get in their way taken out.

Whatever runs as a process of its own in a test (``tests/processes``) runs under :mod:`config.settings` itself.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_below = Path(os.environ.get("VENV_DIR") or Path(__file__).resolve().parent.parent / ".venv") / "tests"
_below.mkdir(parents=True, exist_ok=True)
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="data-", dir=_below)
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
for _name in ("DEMO", "DEBUG", "HTTPS", "REDIS_URL", "ALLOWED_HOSTS"):
    os.environ.pop(_name, None)

from config.settings import *  # noqa: E402, F403  (after the environment is set)

SECRET_KEY = "tests only, " * 4
LANGUAGE_CODE = "en"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # straight from the sources, not from STATIC_ROOT
AXES_ENABLED = False  # switched on by the tests of the lock-out
