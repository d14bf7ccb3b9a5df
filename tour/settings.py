"""The one settings file, read from the environment (README, "Settings").

Every value has a default that suits one machine. A value that cannot be meant
stops the program with a message that names the variable: here rather than in a system
check, because the web server reads the settings without ever running those.
"""

import ipaddress
import math
import os
import re
import secrets
from collections.abc import Collection
from pathlib import Path

import dj_database_url
from django.conf import locale
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    """The variable's text, stripped; the default where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def env_flag(name: str, *, default: bool) -> bool:
    """The variable as yes or no; anything but on/off, yes/no, true/false, 1/0 is an error."""
    text = env(name, "on" if default else "off").lower()
    if text in {"1", "on", "true", "yes"}:
        return True
    if text in {"0", "off", "false", "no"}:
        return False
    raise ImproperlyConfigured(f"{name} must be on or off, not {text!r}.")


def env_list(name: str, default: str = "") -> list[str]:
    """The variable's words, split at blanks and commas."""
    return env(name, default).replace(",", " ").split()


def env_number(name: str, default: str, *, least: float, most: float) -> float:
    """The variable as a number from `least` to `most`; anything else is an error."""
    text = env(name, default)
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        raise ImproperlyConfigured(f"{name} must be a number from {least:g} to {most:g}, not {text!r}.")
    return number


def env_codes(name: str, default: str, known: Collection[str]) -> list[str]:
    """The variable's language codes, each once; one that is not known, or none at all, is an error."""
    codes = list(dict.fromkeys(env_list(name, default)))
    if not codes or not set(codes) <= set(known):
        wrong = ", ".join(code for code in codes if code not in known) or "none"
        raise ImproperlyConfigured(f"{name} names {wrong}. Choose among: {' '.join(known)}.")
    return codes


def env_address(name: str) -> str:
    """The variable as a site's address without a slash at its end, or ""; anything else is an error."""
    text = env(name).rstrip("/")
    if text and not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?", text):
        raise ImproperlyConfigured(f"{name} must begin with https:// and name the site, not {text!r}.")
    return text


def env_networks(name: str, default: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """The variable's addresses and networks (10.0.0.0/8); anything else is an error."""
    try:
        return [ipaddress.ip_network(word) for word in env_list(name, default)]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must name addresses or networks: {error}.") from error


def env_folder(name: str, default: Path) -> Path:
    """The variable as a folder this process can write to, made where it is missing; anything else is an error."""
    folder = Path(env(name, str(default)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}: the folder {folder} cannot be made: {error.strerror}.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"{name}: the folder {folder} cannot be written to.")
    return folder


# Where things lie
MEDIA_ROOT = env_folder("WAYSIDE_MEDIA", BASE_DIR / "media")
# Our own words; what Django says at the desk and lacks in a language of ours.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "django"]

# Security
DEBUG = env_flag("WAYSIDE_DEBUG", default=False)
ALLOWED_HOSTS = env_list("WAYSIDE_HOSTS", "*")
CSRF_TRUSTED_ORIGINS = env_list("WAYSIDE_ORIGINS")
HTTPS = env_flag("WAYSIDE_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
CSRF_FAILURE_VIEW = "tour.curator.unknown_form"
# Whose X-Forwarded-For is believed: behind a proxy all visitors would otherwise share one limit.
PROXIES = env_networks("WAYSIDE_PROXIES", "127.0.0.0/8 ::1")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"


def _secret_key() -> str:
    """The key from the environment, or one made on the first start and kept beside the media."""
    if given := env("WAYSIDE_SECRET_KEY"):
        return given
    kept = MEDIA_ROOT / "secret_key"
    try:
        return kept.read_text()
    except FileNotFoundError:
        made = secrets.token_urlsafe(50)
        try:
            with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as f:
                f.write(made)
        except FileExistsError:
            return kept.read_text()
        return made


SECRET_KEY = _secret_key()

# What the program is made of
INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    # Leaflet's files, for the map at the desk
    "js_lib_leaflet",
    "tour",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tour.curator.middleware.content_security_policy",
    "tour.curator.middleware.limited_body",
]
ROOT_URLCONF = "tour.urls"
WSGI_APPLICATION = "tour.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Each face keeps its own templates, under a folder of its own name.
        "DIRS": [BASE_DIR / "tour" / room / "templates" for room in ("curator", "visitor", "kiosk")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "tour" / "curator" / "static"]
WHITENOISE_USE_FINDERS = True

# Data
DATABASES = {
    "default": dj_database_url.parse(
        env("DATABASE_URL", f"sqlite:///{BASE_DIR / 'wayside.sqlite3'}"), conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Without these 172 of 400 contended writes failed; with them none.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "desk"]}}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

# Languages: the tables hold every language of the superset, a site enables some of them.
USE_TZ = True
TIME_ZONE = env("WAYSIDE_TIME_ZONE", "Asia/Phnom_Penh")
LANGUAGE_CODE = "en"
SUPERSET = tuple(
    "en km th vi lo my zh-hans zh-hant ja ko id ms fil hi bn ta ur fa ar he tr ru uk pl cs hu ro el"
    " bg de nl sv da nb fi fr es pt-br pt it".split()
)
# Django does not know these two; the names are only for its own lists, ours come from Babel.
locale.LANG_INFO.setdefault("lo", {"bidi": False, "code": "lo", "name": "Lao", "name_local": "ລາວ"})
locale.LANG_INFO.setdefault("fil", {"bidi": False, "code": "fil", "name": "Filipino", "name_local": "Filipino"})
ENABLED_LANGUAGES = env_codes("WAYSIDE_LANGUAGES", "km en vi zh-hans fr th ja ko", SUPERSET)
# Django's translation machinery is given the whole superset, so that a page in any language can be made.
LANGUAGES = [(code, locale.LANG_INFO.get(code, {"name": code})["name"]) for code in SUPERSET]
LANGUAGE_COOKIE_PATH = "/admin/"
MODELTRANSLATION_LANGUAGES = SUPERSET
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ()
MODELTRANSLATION_ENABLE_FALLBACKS = False

# Voices (tour/narration/voices): the name that tours and the admin use -> how it is made.
NARRATION = {
    "gtts": {
        "BACKEND": "tour.narration.voices.gtts.GttsVoice",
        "ENABLED": env_flag("WAYSIDE_GTTS", default=True),
        # Seconds between two calls of the service.
        "PAUSE_S": env_number("WAYSIDE_GTTS_PAUSE", "1.0", least=0, most=3600),
    },
    "espeak": {"BACKEND": "tour.narration.voices.espeak.EspeakVoice", "ENABLED": True},
}
# The order in which voices are asked where a tour says nothing else.
DEFAULT_VOICES = ("gtts", "espeak")

# Where visitors' phones reach this site (https://…): what a kiosk's QR codes lead to. Unset: no QR codes there.
ADDRESS = env_address("WAYSIDE_ADDRESS")

# Releases are kept at least this long after they were replaced: phones hold them.
# Whether phones may keep tours; "off" sends a worker that takes leave of those that do.
OFFLINE = env_flag("WAYSIDE_OFFLINE", default=True)
RELEASE_KEEP_DAYS = env_number("WAYSIDE_RELEASE_KEEP_DAYS", "90", least=1, most=36500)
# Seconds between two runs of reconcile by the scheduler.
RECONCILE_EVERY_S = env_number("WAYSIDE_RECONCILE_EVERY", "300", least=1, most=86400)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env("WAYSIDE_LOG", "WARNING")},
}
