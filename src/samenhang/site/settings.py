"""All settings. What differs between installations comes from the environment: see docs/self-hosting.md."""

import secrets
from collections.abc import MutableMapping
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

# Lets `ModelForm[Person]` and `QuerySet[Person]` be written in annotations.
django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parent.parent

env = environ.Env()

# Where this installation keeps its database, keys and collected assets.
DATA_DIR = Path(env.str("SAMENHANG_DATA_DIR", default="var")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)

# The address people use; from it follow the allowed host and whether cookies need HTTPS.
URL = urlsplit(env.str("SAMENHANG_URL", default="http://127.0.0.1:8000"))
HTTPS = URL.scheme == "https"
# One proxy in front, whose word about the visitor and about HTTPS is believed.
BEHIND_PROXY = env.bool("SAMENHANG_BEHIND_PROXY", default=False)
# Without a mail server nothing is mailed: invitations are links to copy.
SMTP_HOST = env.str("SAMENHANG_SMTP_HOST", default="")
DEBUG = False
DEMO = env.bool("SAMENHANG_DEMO", default=False)
if DEMO and (HTTPS or URL.hostname not in {"127.0.0.1", "localhost"} or "DATABASE_URL" in env.ENVIRON):
    raise ImproperlyConfigured("The demo signs in without a password: it runs on 127.0.0.1 with its own database only.")


def secret_from_file(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


SECRET_KEY = env.str("SAMENHANG_SECRET_KEY", default="") or secret_from_file(DATA_DIR / "secret.key")
ENCRYPTION_KEYS = env.list("SAMENHANG_KEYS", default=[])
ENCRYPTION_KEY_FILE = Path(env.str("SAMENHANG_KEY_FILE", default=str(DATA_DIR / "encryption.keys")))

ALLOWED_HOSTS = [URL.hostname or "", *env.list("SAMENHANG_EXTRA_HOSTS", default=[])]
if URL.hostname == "127.0.0.1":
    ALLOWED_HOSTS.append("localhost")
CSRF_TRUSTED_ORIGINS = [f"{URL.scheme}://{URL.netloc}"]

INSTALLED_APPS = [
    "samenhang.site",
    "samenhang.workshops",
    "samenhang.interventions",
    "samenhang.relationships",
    "samenhang.actions",
    "samenhang.stakeholders",
    "samenhang.initiatives",
    "samenhang.accounts",
    "samenhang.privacy",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks_db",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "samenhang.site.middleware.response_headers",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "samenhang.site.middleware.forget_on_sign_out",
    "samenhang.site.middleware.language_of_person",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "samenhang.site.urls"
ASGI_APPLICATION = "samenhang.site.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samenhang.site.frame.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "samenhang.site.templatetags.frame",
                "samenhang.stakeholders.templatetags.marks",
                "samenhang.workshops.templatetags.maps",
            ],
        },
    }
]

# The same code on both. SQLite: one writer at a time, and a transaction says at once that it will write.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'samenhang.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Each thread that answers requests keeps one; to open one takes longer than most questions to it.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": env.int("SAMENHANG_DB_POOL", default=10)}}

# Sign-in
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
FREE_SIGN_UP = env.bool("SAMENHANG_FREE_SIGN_UP", default=False)
ACCOUNT_ADAPTER = "samenhang.accounts.adapters.AccountAdapter"
MFA_ADAPTER = "samenhang.accounts.adapters.MFAAdapter"
SOCIALACCOUNT_ADAPTER = "samenhang.accounts.adapters.SocialAccountAdapter"
ACCOUNT_FORMS = {
    "login": "samenhang.accounts.sign_in_forms.LoginForm",
    "signup": "samenhang.accounts.sign_in_forms.SignupForm",
    "add_email": "samenhang.accounts.sign_in_forms.AddEmailForm",
    "change_password": "samenhang.accounts.sign_in_forms.ChangePasswordForm",
    "set_password": "samenhang.accounts.sign_in_forms.SetPasswordForm",
    "reset_password": "samenhang.accounts.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "samenhang.accounts.sign_in_forms.ResetPasswordKeyForm",
    "reauthenticate": "samenhang.accounts.sign_in_forms.ReauthenticateForm",
    "confirm_email_verification_code": "samenhang.accounts.sign_in_forms.ConfirmEmailForm",
}
MFA_FORMS = {
    "authenticate": "samenhang.accounts.sign_in_forms.AuthenticateForm",
    "reauthenticate": "samenhang.accounts.sign_in_forms.ReauthenticateByCodeForm",
    "activate_totp": "samenhang.accounts.sign_in_forms.ActivateTOTPForm",
    "add_webauthn": "samenhang.accounts.sign_in_forms.AddPasskeyForm",
    "edit_webauthn": "samenhang.accounts.sign_in_forms.RenamePasskeyForm",
}
SOCIALACCOUNT_FORMS = {"signup": "samenhang.accounts.sign_in_forms.SingleSignOnSignupForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "samenhang.accounts.forms.SignUpForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Where mail can be sent everybody proves the own address, by a code; where it cannot, an invitation vouches.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if SMTP_HOST else "none"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = bool(SMTP_HOST)
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Samenhang: "
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # without a mail server no address can be verified
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Samenhang"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_LOGIN_ON_GET = False
OIDC_NAME = env.str("SAMENHANG_OIDC_NAME", default="")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": OIDC_NAME,
                "client_id": env.str("SAMENHANG_OIDC_CLIENT_ID", default=""),
                "secret": env.str("SAMENHANG_OIDC_SECRET", default=""),
                "settings": {"server_url": env.str("SAMENHANG_OIDC_SERVER", default="")},
            }
        ]
        if OIDC_NAME
        else [],
    }
}

# Counts attempts to sign in and guesses at codes. In the database, so that all processes count together; with room
# for many addresses, as what does not fit is forgotten.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0

SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "samenhang.site.views.csrf_failure"

# Whom to tell about a weakness: an address as "mailto:…" or "https://…".
SECURITY_CONTACT = env.str("SAMENHANG_SECURITY_CONTACT", default="")

# Headers, as internet.nl and ASVS ask for them
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}


def headers_of_file(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """What a file that browsers fetch carries; it does not go through the middlewares."""
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Content-Security-Policy"] = "default-src 'none'"


SERVESTATIC_ADD_HEADERS_FUNCTION = headers_of_file
SECURE_HSTS_SECONDS = env.int("SAMENHANG_HSTS_SECONDS", default=31_536_000) if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# A spreadsheet may be 20 MB; what is larger is refused with a sentence, not with a broken connection.
MAX_UPLOAD_BYTES = 20 * 1024 * 1024
# A file on its way in rests where only this installation may look.
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "uploads"
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True, mode=0o700)
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# Language and time
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["samenhang.site.formats"]
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())
TIME_ZONE = env.str("SAMENHANG_TIME_ZONE", default="Europe/Amsterdam")

# In the browser of whoever reads it, not as plain text in the database: a message may name a partner.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "samenhang.site.assets.Assets"},
}

MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": SMTP_HOST,
            "port": env.int("SAMENHANG_SMTP_PORT", default=587),
            "username": env.str("SAMENHANG_SMTP_USER", default=""),
            "password": env.str("SAMENHANG_SMTP_PASSWORD", default=""),
            "use_tls": env.bool("SAMENHANG_SMTP_TLS", default=True),
            "timeout": 10,
        },
    }
    if SMTP_HOST
    else {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
}
# What runs in the background (samenhang worker), kept in the database like everything else.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_FROM_EMAIL = env.str("SAMENHANG_EMAIL_FROM", default="samenhang@localhost")

# Subdomains and preload lists are for who owns the domain to decide, redirects are for the proxy, and mail is a choice.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021", *([] if SMTP_HOST else ["mail.E001"])]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
SIMPLE_HISTORY_HISTORY_ID_USE_UUID = True
