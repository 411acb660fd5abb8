"""Django's settings, made from the environment. Nothing here is read by rules."""

from __future__ import annotations

import secrets
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from noaber.config.environment import ROOT, environment
from noaber.parties.secret_files import secret_file

ENVIRONMENT = environment()
DEBUG = ENVIRONMENT.debug
DEMO = ENVIRONMENT.demo
BASE_DIR: Path = ROOT
DATA_DIR = ENVIRONMENT.data_dir
DATA_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = ENVIRONMENT.secret_key or secret_file(DATA_DIR / "secret.key", lambda: secrets.token_urlsafe(48))
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts.split(",")
BASE_URL = ENVIRONMENT.base_url
AGREEMENTS_DIR = ENVIRONMENT.agreements_dir

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "noaber.web",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "noaber.parties",
    "noaber.journal",
    "noaber.agreement",
    "noaber.portal",
    "noaber.duties",
    "noaber.competence",
    "noaber.separation",
    "noaber.brp",
    "noaber.cases",
    "noaber.attachments",
    "noaber.papers",
    "noaber.appointments",
    "noaber.quality",
    "noaber.advice",
    "noaber.heard",
    "noaber.investigation",
    "noaber.corrections",
    "noaber.documents",
    "noaber.nationality",
    "noaber.registration",
    "noaber.cemetery",
    "noaber.cemetery.maps",
    "noaber.cemetery.publicregister",
    "noaber.cemetery.takehome",
    "noaber.cemetery.cockpit",
    "noaber.cemetery.piket",
    "noaber.cemetery.questions",
    "noaber.cemetery.evidence",
    "noaber.cemetery.charges",
    "noaber.cemetery.permits",
    "noaber.cemetery.funerals",
    "noaber.cemetery.endings",
    "noaber.cemetery.daysheet",
    "noaber.cemetery.municipal",
    "noaber.extrawork",
    "noaber.staffing",
    "noaber.invoicing",
    "noaber.reporting",
    "noaber.today",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "noaber.config.middleware.Tracing",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "noaber.parties.sign_in.SecondFactor",
    "noaber.agreement.middleware.WorkingContext",
]

ROOT_URLCONF = "noaber.config.urls"
WSGI_APPLICATION = "noaber.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "csp.context_processors.nonce",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "noaber.config.shell.shell",
            ],
            "builtins": ["noaber.web.templatetags.noaber"],
        },
    }
]
FORM_RENDERER = "noaber.web.forms.Renderer"

DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False

AUTH_USER_MODEL = "parties.Person"
AUTHENTICATION_BACKENDS = ["noaber.parties.sign_in.Staff"]
PASSWORD_HASHERS = ["noaber.parties.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "noaber.parties.sign_in.StaffOnly"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/ip,5/5m/key"}
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Noaber"
SOCIALACCOUNT_ADAPTER = "noaber.parties.sign_in.StaffOfProvider"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "gemeente",
                "name": ENVIRONMENT.oidc_name,
                "client_id": ENVIRONMENT.oidc_client,
                "secret": ENVIRONMENT.oidc_secret,
                "settings": {"server_url": ENVIRONMENT.oidc_server},
            }
        ]
        if ENVIRONMENT.oidc_server
        else []
    }
}

_secure = not (DEMO or DEBUG)
SESSION_ENGINE = "noaber.parties.sessions"
SESSION_COOKIE_NAME = "__Host-noaber" if _secure else "noaber"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
CSRF_COOKIE_NAME = "__Host-csrf" if _secure else "csrf"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "noaber.web.views.stale_form"
SESSION_COOKIE_AGE = 10 * 3600
SECURE_SSL_REDIRECT = _secure
SECURE_HSTS_SECONDS = 63072000 if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Being on the preload lists of browsers is for the owner of the domain to decide, not for us.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

if ENVIRONMENT.smtp_url:
    from urllib.parse import unquote, urlsplit

    _smtp = urlsplit(ENVIRONMENT.smtp_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _smtp.hostname or "localhost", _smtp.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_smtp.username or ""), unquote(_smtp.password or "")
    EMAIL_USE_TLS = _smtp.scheme == "smtp+tls"
    EMAIL_USE_SSL = _smtp.scheme == "smtps"
    EMAIL_TIMEOUT = 10
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from

BRP_URL = ENVIRONMENT.brp_url
BRP_KEYS = ENVIRONMENT.brp_keys

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "noaber.config.logs.Formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"noaber": {"level": "INFO"}},
}
