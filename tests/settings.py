"""The embedded default, as the tests run it: no variable of the shell, no file of the real installation.

Data go to a folder of their own, so that a test can neither read nor spoil what `var/` holds. SQLite is
a file there, not memory: WAL, locks and threads behave as they do on a laptop.
"""

import atexit
import os
import shutil
import tempfile

_DATA = tempfile.mkdtemp(prefix="socialroom-tests-")
atexit.register(shutil.rmtree, _DATA, ignore_errors=True)
_MEANT_FOR_A_SERVER = ["ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "DATABASE_URL", "DEBUG", "HTTPS", "REDIS_URL"]
_MODEL = [f"SOCIALROOM_LLM_{_name}" for _name in ("URL", "MODEL", "KEY", "TIMEOUT")]
for _name in [
    *_MEANT_FOR_A_SERVER,
    *_MODEL,
    "SECRET_KEY",
    "SOCIALROOM_MODE",
    "STATIC_ROOT",
    "TRUSTED_PROXIES",
]:
    os.environ.pop(_name, None)
os.environ["DATA_DIR"] = _DATA
os.environ["CACHE_DIR"] = os.path.join(_DATA, "cache")  # for all servers that tests start

from socialroom.settings import *  # noqa: E402, F403  the environment comes first
from socialroom.settings import DATABASES  # noqa: E402

DATABASES["default"]["TEST"] = {"NAME": os.path.join(_DATA, "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # made-up people, thousands of log-ins
