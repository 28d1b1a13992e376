"""Settings that every environment shares."""

from pathlib import Path
from typing import Any

import bootstrap_wrapper

from config import services
from config.env import BASE_DIR, env, front_caches, read_env_file, secret_list, shop_languages
from config.settings.accounts import *  # noqa: F403
from config.settings.forms import *  # noqa: F403

read_env_file()

VAR_DIR = Path(env.str("SHOP_VAR_DIR", str(BASE_DIR / "var")))

SECRET_KEY = env.str("SECRET_KEY", "")
DEBUG = False
ALLOWED_HOSTS = secret_list("ALLOWED_HOSTS")
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
SHOP_NAME = env.str("SHOP_NAME", "Motacilla")

INSTALLED_APPS = [
    "config",
    "home",
    "checkout",
    "profiles",
    "catalogue",
    "wagtail.contrib.frontend_cache",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "profiles.admin.apps.ShopUsersConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "django_htmx",
    "django_countries",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.probes.ProbesMiddleware",  # before all that asks for a host, TLS or a session
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.InputHygieneMiddleware",
    "config.middleware.SecurityHeadersMiddleware",
    "config.page_cache.middleware.PageCacheMiddleware",
    "config.visitor_cookies.VisitorCookiesMiddleware",
    "config.csp.ShopCSPMiddleware",
    "config.middleware.ReadOnlySessionMiddleware",
    "config.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.csrf.OwnPagesMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.security_log.SecurityLogMiddleware",
    "config.staff_gate.StaffGateMiddleware",
    "config.redirects.QueryKeepingRedirectMiddleware",
    "config.middleware.AdminQueryMiddleware",
    "config.page_cache.purging.StaffChangesMiddleware",
    "config.middleware.BusyDatabaseMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "config.context_processors.shop",
            ],
        },
    }
]

# --- Data -----------------------------------------------------------------------------------------

DATABASES = {"default": services.database(VAR_DIR / "shop.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "profiles.User"

CACHES = {"default": services.cache()}

SHOP_PAGE_CACHE = SHOP_REMEMBERS = env.bool("SHOP_PAGE_CACHE", True)  # pages; menu, footer and terms
SHOP_CDN_SECONDS = env.int("SHOP_CDN_SECONDS", 0)  # how long a cache in front may show a page unasked
WAGTAILFRONTENDCACHE = {"shop": {"BACKEND": "config.page_cache.purging.KeptPages"}, **front_caches()}

# --- Accounts -------------------------------------------------------------------------------------

SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"

# --- Language and money ---------------------------------------------------------------------------

LANGUAGES = shop_languages()  # English with British dates: config/formats
LANGUAGE_CODE = LANGUAGES[0][0]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "Europe/Berlin")
FORMAT_MODULE_PATH = ["config.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_HTTPONLY = True

# --- Files ----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS: list[Any] = [
    BASE_DIR / "static",
    ("vendor/bootstrap", bootstrap_wrapper.get_bootstrap_dir()),
]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.stylesheets.JoinedStylesheetFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page editor posts many

# --- Wagtail --------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = SHOP_NAME
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILIMAGES_IMAGE_MODEL = "home.ShopImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.image_form.ShopImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_AVIF_QUALITY = 60  # looks like WebP at 80, in half the bytes
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_RESPONSIVE_HTML = True
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 10
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "config.search", "SEARCH_CONFIG": "english"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# --- The shop -------------------------------------------------------------------------------------

SHOP_PAGE_SIZE = env.int("SHOP_PAGE_SIZE", 24)
# Counts beside the filters are kept for so many seconds, from so many products in a listing on.
SHOP_COUNTS_KEPT_FROM = env.int("SHOP_COUNTS_KEPT_FROM", 2000)
SHOP_COUNTS_SECONDS = env.int("SHOP_COUNTS_SECONDS", 60)
SHOP_HOLD_MINUTES = env.int("SHOP_HOLD_MINUTES", 30)
SHOP_NEW_PAYMENTS_PER_HOUR = env.int("SHOP_NEW_PAYMENTS_PER_HOUR", 25)  # from one address
SHOP_DECLINES_ALARM = env.int("SHOP_DECLINES_ALARM", 60)  # in ten minutes, in the whole shop; 0: never
SHOP_ALARM_MINUTES = env.int("SHOP_ALARM_MINUTES", 15)
SHOP_STAFF_EMAILS = secret_list("SHOP_STAFF_EMAILS")  # empty: every superuser
SHOP_ORDER_PREFIX = env.str("SHOP_ORDER_PREFIX", "MO")
SHOP_IDS = secret_list("SHOP_ID")  # the first one is named; empty: the database's own
SHOP_TRUSTED_PROXIES = env.int("SHOP_TRUSTED_PROXIES", 0)
ALLAUTH_TRUSTED_PROXY_COUNT = SHOP_TRUSTED_PROXIES
SHOP_RATE_LIMITS = True
SHOP_DEMO = env.bool("SHOP_DEMO", False)
SHOP_FAILPOINTS = env.str("SHOP_FAILPOINTS", "")  # see checkout/failpoints.py
SHOP_ALLOW_FAILPOINTS = False

STRIPE_PUBLIC_KEY = env.str("STRIPE_PUBLIC_KEY", "")
STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", "")
STRIPE_WH_SECRETS = secret_list("STRIPE_WH_SECRET")
STRIPE_CURRENCY = env.str("STRIPE_CURRENCY", "eur").lower()
STRIPE_API_BASE = env.str("STRIPE_API_BASE", "").rstrip("/")
STRIPE_ALLOW_DOUBLE = False
STRIPE_JS_URL = env.str("STRIPE_JS_URL", "") or (
    "/_stripe/js/stripe.js" if STRIPE_API_BASE else "https://js.stripe.com/endive/stripe.js"
)
STRIPE_ELEMENT = env.str("STRIPE_ELEMENT", "payment")  # or "card"
SHOP_STRIPE_RECEIPTS = env.bool("SHOP_STRIPE_RECEIPTS", False)  # Stripe's own mail beside the shop's
STRIPE_CONNECT_TIMEOUT = env.float("STRIPE_CONNECT_TIMEOUT", 2.0)
STRIPE_READ_TIMEOUT = env.float("STRIPE_READ_TIMEOUT", 8.0)
STRIPE_MAX_RETRIES = env.int("STRIPE_MAX_RETRIES", 2)
# Half of a process's threads, which gunicorn.conf.py reads as well, may wait for Stripe at a time.
WEB_THREADS = env.int("WEB_THREADS", 4)
SHOP_STRIPE_PAUSE_AFTER = env.int("SHOP_STRIPE_PAUSE_AFTER", 5)  # failed calls in a row; 0: never

# --- Mail -----------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Motacilla <shop@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10

# --- Headers and logs -----------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # Wagtail opens its previews, which it frames itself

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO").upper()},
    "loggers": {
        # Scanners' hosts, and addresses too long for the sign-in to quote, would be errors with tracebacks.
        **{f"django.security.Disallowed{what}": {"level": "CRITICAL"} for what in ("Host", "Redirect")},
        "shop.security": {"level": "INFO"},  # whatever LOG_LEVEL says
        **{name: {"level": "WARNING"} for name in ("stripe", "PIL", "fontTools")},
    },
}
