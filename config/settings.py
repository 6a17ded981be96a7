"""Settings of the one program in its two sizes.

Without any environment variable this is the embedded size: SQLite and an embedded broker below ``DATA_DIR``. With
``DATABASE_URL`` and ``REDIS_URL`` it is the production size. Every variable is listed in ``docs/configuration.md``.
"""

from pathlib import Path

from config import env, sqlite  # noqa: F401  (sqlite: swaps the machine's SQLite for a sound one)

import dj_database_url  # isort: skip
from django.utils.translation import gettext_lazy  # isort: skip
from config.supervision import broker  # isort: skip
from csp.constants import NONE, SELF  # isort: skip

BASE_DIR = Path(__file__).resolve().parent.parent
VENV_DIR = env.folder("VENV_DIR", BASE_DIR / ".venv")
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "data")
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)  # the register, and everybody's sessions

DEBUG = env.flag("DEBUG", default=False)
DEMO = env.flag(
    "DEMO", default=False
)  # `make run` turns it on: sample county, accounts on the sign-in page, short periods


SECRET_KEY = env.text("SECRET_KEY") or env.kept_secret(DATA_DIR / "secret_key")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "config",
    "config.demo",
    "evaluations.overview",
    "evaluations.proving",
    "evaluations.tracing",
    "evaluations.appraisals",
    "evaluations.findings",
    "evaluations.usage",
    "lifecycle.filings",
    "lifecycle.closeout",
    "lifecycle.clearances",
    "lifecycle.cases",
    "lifecycle.rubrics",
    "lifecycle.commitments",
    "lifecycle.red_lines",
    "lifecycle.notices",
    "lifecycle.calendar",
    "registry.overlap",
    "registry.systems",
    "registry.checkpoints",
    "registry.organisations",
    "registry.lists",
    "registry.jobs",
    "registry.ledger",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "config.static_files.StaticFiles",
    "django.contrib.humanize",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "axes",
    "csp",
]
AUTH_USER_MODEL = "organisations.Person"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.addresses.AddressMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.bodies.BodyLimitMiddleware",  # before the next, which reads the whole body
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "config.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.shell.shell",
            ],
        },
    },
]

# --- data -------------------------------------------------------------------------------------------------------------
DATABASE_URL = env.text("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'taizhang.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # the default mode fails under concurrent writers
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- work (registry/jobs: the database holds it, the broker only carries nudges) ----------------------------------------
CELERY_BROKER_URL = REDIS_URL or f"redis+socket://{broker.socket_of(DATA_DIR)}"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_RETRY = False  # a worker that lost its broker ends, and its supervisor starts a sound one
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 5,  # seconds; kombu's own default sweeps every 100
    "unacked_restore_throttle": 1,
    "socket_timeout": 10,
    "socket_connect_timeout": 2,  # a page that nudges must not wait for a broker that is gone …
    "max_retries": 0,  # … nor for one that may come back
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"  # keeps nothing: which slots ran is in the database
CELERY_BEAT_SCHEDULE = {"tick": {"task": "jobs.tick", "schedule": float(env.whole("TICK_SECONDS", 60, least=1))}}

# --- who --------------------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours; locked_out.html says so
AXES_LOCKOUT_TEMPLATE = "locked_out.html"
AXES_CLIENT_IP_CALLABLE = "config.addresses.client_address"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # never by name alone: nobody can lock a colleague out
AXES_VERBOSE = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
HTTPS = env.flag("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W005",
    "security.W021",
]  # whether other hosts of the domain speak HTTPS is not ours to say
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- language and time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [VENV_DIR / "locale"]  # compiled from every room's locale/zh_Hans.po by `manage.py messages`
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# --- files ------------------------------------------------------------------------------------------------------------
ASSETS_DIR = VENV_DIR / "assets" / "node_modules"  # put there by `make assets` from package-lock.json
STATIC_URL = "/static/"
STATIC_ROOT = VENV_DIR / "static"
STATICFILES_FINDERS = [
    "config.static_files.AssetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG  # else only what `collectstatic` gathered
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if WHITENOISE_USE_FINDERS
        else "config.static_files.StaticFilesStorage"
    },
}
MEDIA_ROOT = DATA_DIR / "uploads"
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "temp"
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True)

# --- API --------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "config.api.authentication.MachineTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_FILTER_BACKENDS": ["config.api.filtering.Filters"],
    "DEFAULT_PAGINATION_CLASS": "config.api.pagination.Pages",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.api.problems.problem_response",
    "UNAUTHENTICATED_USER": None,
}
FILTERS_EMPTY_CHOICE_LABEL = gettext_lazy("all")
SPECTACULAR_SETTINGS = {
    "TITLE": "Taizhang",
    "DESCRIPTION": "The registry and lifecycle manager for government apps and platforms.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {  # where several things have a "state", a "kind" or an "outcome"
        "FindingKind": "evaluations.findings.enums.FindingKind",
        "FindingState": "evaluations.findings.enums.FindingState",
        "ExemptionState": "evaluations.findings.enums.ExemptionState",
        "IncidentState": "evaluations.findings.enums.IncidentState",
        "CollectorKind": "evaluations.usage.enums.CollectorKind",
        "PolicyDraftState": "evaluations.findings.enums.DraftState",
        "AppraisalGrade": "evaluations.appraisals.enums.Grade",
        "DrawKind": "evaluations.appraisals.enums.DrawKind",
        "CheckVerdict": "evaluations.appraisals.enums.CheckVerdict",
        "ProbeVerdict": "lifecycle.clearances.enums.Verdict",
        "ShutdownGrade": "lifecycle.cases.enums.Grade",
        "SystemKind": "registry.systems.enums.SystemKind",
        "Source": "registry.provenance.Source",
        "CaseState": "lifecycle.cases.enums.State",
        "CaseOutcome": "lifecycle.cases.enums.Outcome",
        "DecisionOutcome": "lifecycle.cases.enums.DecisionOutcome",
        "ClearanceKind": "lifecycle.cases.enums.ClearanceKind",
        "ClearanceProgress": "lifecycle.cases.enums.ClearanceState",
        "MatterKind": "lifecycle.closeout.enums.MatterKind",
        "MatterSource": "lifecycle.closeout.enums.MatterSource",
        "ItemSource": "lifecycle.clearances.enums.ItemSource",
        "ContractKind": "registry.systems.enums.ContractKind",
        "HoldKind": "lifecycle.closeout.enums.HoldKind",
        "HoldState": "lifecycle.closeout.enums.HoldState",
        "FilingKind": "lifecycle.filings.enums.FilingKind",
        "FilingState": "lifecycle.filings.enums.FilingState",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.api.schema.with_problem_documents",
    ],
}

# --- notices ----------------------------------------------------------------------------------------------------------
SITE_URL = env.web_address("SITE_URL")  # https://…, for links in e-mails and calendars
EMAIL_HOST = env.text("EMAIL_HOST")  # empty: nothing is sent by e-mail
EMAIL_PORT = env.whole("EMAIL_PORT", 25, least=1)
EMAIL_HOST_USER = env.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_TLS", default=False)
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "taizhang@localhost")
NOTICES_WEBHOOK_URL = env.web_address("NOTICES_WEBHOOK_URL")  # empty: nothing is posted
NOTICES_WEBHOOK_SECRET = env.text("NOTICES_WEBHOOK_SECRET")  # signs what is posted

# --- the ledger -------------------------------------------------------------------------------------------------------
LEDGER_ALGORITHM = env.one_of("LEDGER_ALGORITHM", "sha256", "sm3")  # of events recorded from now on
CHECKPOINT_KEY_FILE = env.folder("CHECKPOINT_KEY_FILE", DATA_DIR / "checkpoint_key")

# --- periods and limits of this installation (本单位设定) ------------------------------------------------------------------
REMINDER_WORKING_DAYS = env.whole("REMINDER_WORKING_DAYS", 2)  # before the due day
ESCALATION_WORKING_DAYS = env.whole("ESCALATION_WORKING_DAYS", 1, least=1)  # after it
RETIREMENT_NOTICE_DAYS = env.whole("RETIREMENT_NOTICE_DAYS", 0 if DEMO else 30)
RETIREMENT_OBSERVATION_DAYS = env.wholes("RETIREMENT_OBSERVATION_DAYS", "0" if DEMO else "30,90")
BROWNOUT_NOTICE_DAYS = env.whole("BROWNOUT_NOTICE_DAYS", 0 if DEMO else 3)  # how long ahead a brownout is announced
PROBES_NEEDED = env.whole("PROBES_NEEDED", 1 if DEMO else 3, least=1)
PROBES_SPAN_HOURS = env.whole("PROBES_SPAN_HOURS", 0 if DEMO else 72)
CLEARANCE_FRESH_DAYS = env.whole("CLEARANCE_FRESH_DAYS", 7, least=1)  # how old a probe or list may be that is relied on
PROBE_NETWORKS = env.words("PROBE_NETWORKS", "127.0.0.0/8" if DEMO else "")
PROBE_RESOLVERS = env.words("PROBE_RESOLVERS")  # empty: the machine's own
PULL_NETWORKS = env.words("PULL_NETWORKS", "127.0.0.0/8" if DEMO else "")  # where Matomo and Prometheus are asked

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
