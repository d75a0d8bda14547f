"""Settings for one installation, read from the environment (docs/operators/configure.md)."""

import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from folkmoot.config import env

HOME = env.folder("FOLKMOOT_HOME", Path("var"))
HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
KEYS = env.folder("FOLKMOOT_KEYS", HOME / "keys")
DATA_FOLDER = env.folder("FOLKMOOT_DATA", Path("../shared/data"))
DEBUG = env.boolean("FOLKMOOT_DEBUG", False)
BASE_URL = env.web_address("FOLKMOOT_BASE_URL", "http://127.0.0.1:8000")
IS_HTTPS = BASE_URL.startswith("https://")


def _kept_secret() -> str:
    """Made on first use and kept beside the data, readable by its owner only."""
    kept = HOME / "secret-key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return kept.read_text().strip()


SECRET_KEY = env.secret("FOLKMOOT_SECRET_KEY", _kept_secret)
ALLOWED_HOSTS = env.words(
    "FOLKMOOT_HOSTS", [BASE_URL.split("://")[1].split(":")[0], "127.0.0.1", "localhost", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # Before allauth, whose pages they restyle.
    "folkmoot.web",
    "folkmoot.post",
    "folkmoot.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "folkmoot.core",
    "folkmoot.programmes",
    "folkmoot.activities",
    "folkmoot.questions",
    "folkmoot.members",
    "folkmoot.participants",
    "folkmoot.published",
    "folkmoot.joining",
    "folkmoot.mailbox",
    "folkmoot.outreach",
    "folkmoot.workshops",
    "folkmoot.analysis",
    "folkmoot.frameworks",
    "folkmoot.guides",
]
MIDDLEWARE = [
    "folkmoot.web.languages.LanguageOfThePage",
    "folkmoot.web.middleware.HeadAndOptions",
    "folkmoot.web.middleware.RequestLog",
    "folkmoot.web.middleware.KeptByNoCache",
    "folkmoot.web.middleware.FormsInUnicode",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "folkmoot.web.middleware.MistypedAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "folkmoot.config.already_gone.AlreadyGone",
    "folkmoot.config.next_step_middleware.NextStepMiddleware",
]
ROOT_URLCONF = "folkmoot.config.urls"
WSGI_APPLICATION = "folkmoot.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "folkmoot.web.templatetags.page",
                "folkmoot.programmes.templatetags.address",
            ],
        },
    }
]

SQLITE: dict[str, object] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(HOME / "folkmoot.sqlite3"),
    "CONN_MAX_AGE": 600,  # opening the file and its settings anew costs more than most pages
    "OPTIONS": {
        "timeout": 20,
        # Read-then-write transactions lock each other out unless they start as writers.
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; "  # not for people: SQL
            f"PRAGMA synchronous={env.one_of('FOLKMOOT_SQLITE_SYNC', 'FULL', ('FULL', 'NORMAL'))}; "
            "PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY; "
            # What is deleted is overwritten: used codes, opened links, people who were forgotten.
            "PRAGMA secure_delete=ON;"
        ),
    },
    "TEST": {"NAME": None},
}
DATABASES = {"default": env.database("DATABASE_URL", SQLITE)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"]["OPTIONS"]["pool"] = {  # type: ignore[index]
        "min_size": 1,
        "max_size": env.integer("FOLKMOOT_DATABASE_POOL", 8, low=1, high=200),
    }
    # What people wrote stays out of the text of statements, and so of the server's log of failures.
    DATABASES["default"]["OPTIONS"]["server_side_binding"] = True  # type: ignore[index]
    # One more question a request, or each pooled connection would fail once after a restart there.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "folkmoot.accounts.adapter.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # staff are created by an administrator, never by sign-up
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to people who are no staff
# Wrong passwords and codes are counted by accounts.services.attempts. What the library counts by
# address alone is against floods: so much that nobody shuts out a colleague behind one address.
ACCOUNT_RATE_LIMITS = {
    "login_failed": None,
    "login": "300/m/ip",
    "reset_password": "300/m/ip,5/m/key",
    "reset_password_from_key": "300/m/ip",
}
MFA_FORMS = {
    "authenticate": "folkmoot.accounts.adapter.guessing.SecondStepForm",
    "reauthenticate": "folkmoot.accounts.adapter.guessing.SecondStepOnceMoreForm",
}
MFA_ADAPTER = "folkmoot.accounts.adapter.TwoStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # the step before and after: RFC 6238, for slow hands and clocks
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator vouches for every address
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/staff/"
LOGOUT_REDIRECT_URL = "/"

SESSION_COOKIE_NAME = "staff"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"  # not for people: a header's
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CSRF_FAILURE_VIEW = "folkmoot.web.errors.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_SSL_REDIRECT = IS_HTTPS and env.boolean("FOLKMOOT_REDIRECT_TO_HTTPS", True)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.boolean("FOLKMOOT_BEHIND_PROXY", IS_HTTPS) else None
)
# How many proxies add to X-Forwarded-For: limits count by the address before them.
PROXY_COUNT = env.integer(
    "FOLKMOOT_PROXY_COUNT", 1 if SECURE_PROXY_SSL_HEADER else 0, low=0, high=9
)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "media"
MEDIA_URL = "/media-not-served/"  # uploads go out only through views that check who asks
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

_MAIL = env.mail_server("FOLKMOOT_EMAIL_URL")
EMAIL_IS_CONFIGURED = _MAIL is not None
EMAIL_PER_MINUTE = env.integer("FOLKMOOT_EMAIL_PER_MINUTE", 120, low=1, high=100_000)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.mail_address(
    "FOLKMOOT_EMAIL_FROM", f"folkmoot@{ALLOWED_HOSTS[0].strip('[]*.:') or 'localhost'}"
)
EMAIL_TIMEOUT = 20
EMAIL_SUBJECT_PREFIX = ""
if _MAIL is not None:
    EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.security == "starttls", _MAIL.security == "ssl"

LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LANGUAGE_CODE = env.one_of("FOLKMOOT_LANGUAGE", "en-gb", ("en-gb", "cy"))
LOCALE_PATHS = [Path(__file__).parents[2] / "locale"]
TIME_ZONE = env.text("FOLKMOOT_TIME_ZONE", "Europe/London")
USE_TZ = True
USE_I18N = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "folkmoot.web.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {
        "handlers": ["stderr"],
        "level": env.one_of(
            "FOLKMOOT_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
        ),
    },
    # Django's own request and server logs carry paths and addresses: ours replace them.
    "loggers": {
        "django.request": {"level": "CRITICAL"},
        "django.server": {"level": "CRITICAL"},
        "django.security": {"level": "ERROR"},
    },
}
