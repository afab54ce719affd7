"""All settings, in one file. With an empty environment the embedded default runs: one process, SQLite.

Each variable that this file reads is named here once and fails loudly when it is wrong.
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .network import LanHosts, lan_addresses
from .secrets import kept_secret

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent

# Where it runs -----------------------------------------------------------------------------------
MODE = env.str("SOCIALROOM_MODE", "embedded")
SERVER = MODE == "server"
DEBUG = env.bool("DEBUG", False)
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)
CACHE_DIR = Path(env.str("CACHE_DIR", str(DATA_DIR / "cache")))  # what can be made again: safe to delete
SECRET_KEY = (
    env.str("SECRET_KEY") if SERVER else env.str("SECRET_KEY", "") or kept_secret(DATA_DIR / "secret-key")
)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS") if SERVER else LanHosts(env.list("ALLOWED_HOSTS", default=[]))
LAN_ADDRESSES = lan_addresses  # a function: a laptop may join the room's Wi-Fi after the start
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 1 if SERVER else 0)
HTTPS = env.bool("HTTPS", False)

# What is in it -----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "daphne",
    "exercises.admin_config.ScriptAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",  # its templates: ours come first (FORM_RENDERER)
    "django.contrib.staticfiles",
    "channels",
    "axes",
    "adminsortable2",
    "django_prometheus",
    "socialroom",
    "exercises",
    "feed",
    "reports",
]
MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "socialroom.middleware.language",  # before whatever may answer by itself
    "socialroom.middleware.too_large",
    "socialroom.middleware.hostile_input",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]
ROOT_URLCONF = "socialroom.urls"
ASGI_APPLICATION = "socialroom.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Where it keeps things ---------------------------------------------------------------------------
DATABASE_URL = (
    env.str("DATABASE_URL") if SERVER else env.str("DATABASE_URL", f"sqlite:///{DATA_DIR}/socialroom.sqlite3")
)
DATABASES: dict[str, Any] = {"default": env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A DEFERRED transaction that turns into a write fails at once, whatever the timeout: so IMMEDIATE.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Pages that windows write again and again are brought into the file once in 16 MB, not in 4; those
        # that a window of an old room touches stay at hand (the default keeps 2 MB).
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=1073741824;"
            "PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-32000;"
        ),
    }
else:
    # Under ASGI persistent connections leak; psycopg's pool keeps a bounded number.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {
        # It looks for a database that went away every two seconds, not at ever longer intervals.
        "pool": {
            "min_size": 1,
            "max_size": env.int("DATABASE_POOL", 8),
            "timeout": 5,
            "reconnect_timeout": 2,
        },
    }
REDIS_URL = env.str("REDIS_URL") if SERVER else env.str("REDIS_URL", "")
CHANNEL_LAYERS: dict[str, Any] = {
    "default": (
        {"BACKEND": "socialroom.redis_layer.CountingRedisLayer", "CONFIG": {"address": REDIS_URL}}
        if REDIS_URL
        else {"BACKEND": "socialroom.layers.ThreadSafeMemoryLayer"}
    )
}
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}}
    )
}
CELERY_BROKER_URL = REDIS_URL or "memory://localhost"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_DEFAULT_QUEUE = "live"
CELERY_TASK_ROUTES = {"reports.*": {"queue": "slow"}, "feed.textbank.*": {"queue": "slow"}}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_DIRECT = bool(REDIS_URL)
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_CONSUMER = "socialroom.broker:SteadyConsumer"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 600, "socket_timeout": 5, "socket_connect_timeout": 3}
    if REDIS_URL
    else {"polling_interval": 0.02}
)
MEDIA_ROOT = DATA_DIR / "media"
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(DATA_DIR / "static")))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if SERVER
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not SERVER
WHITENOISE_AUTOREFRESH = False

# Who comes in ------------------------------------------------------------------------------------
AUTH_USER_MODEL = "exercises.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/sessions/"
LOGOUT_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "exercises/login_locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # trying on does not make the wait longer
AXES_DISABLE_ACCESS_LOG = True  # who logged in when, and from where, is nobody's business here
AXES_IPWARE_PROXY_COUNT = TRUSTED_PROXIES
AXES_CLIENT_IP_CALLABLE = "socialroom.network.client_address"
AXES_VERBOSE = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "socialroom"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
PICTURE_MAX_SIZE = 8 * 1024 * 1024  # of a picture that a trainee uploads
FILE_UPLOAD_PERMISSIONS = 0o600
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Languages and time ------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "socialroom" / "locale"]
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "UTC")

# The exercise ------------------------------------------------------------------------------------
MAX_PRESSURE = env.int("SOCIALROOM_MAX_PRESSURE", 10_000)  # reactions per 5 minutes; up to 1,000,000
MAX_SPEED = env.float("SOCIALROOM_MAX_SPEED", 10.0)

# A model that authors may ask for more phrases (without the address nobody is offered that) ------
LLM_URL = env.str("SOCIALROOM_LLM_URL", "")  # of an OpenAI-compatible API: http://localhost:11434/v1
LLM_MODEL = env.str("SOCIALROOM_LLM_MODEL", "")
LLM_KEY = env.str("SOCIALROOM_LLM_KEY", "")
LLM_TIMEOUT = env.float("SOCIALROOM_LLM_TIMEOUT", 60)  # s

# What it tells -----------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "structlog.stdlib.ProcessorFormatter",
            "processors": "ext://socialroom.logs.PROCESSORS_JSON"
            if SERVER
            else "ext://socialroom.logs.PROCESSORS_TEXT",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO" if SERVER else "WARNING")},
    "loggers": {
        "django.channels.server": {"level": "WARNING"},
        "daphne": {"level": "WARNING"},
        "celery": {"level": "WARNING"},
        "kombu": {"level": "WARNING"},
    },
}
