"""Settings of a shop that takes money: refuses to start half-configured and names what is missing."""

from config import services
from config.settings.base import *  # noqa: F403
from config.settings.base import SITE_URL, STORAGES, VAR_DIR, env
from config.settings.checks import refuse_unsafe

NEEDED = (
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "SITE_URL",
    "DATABASE_URL",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_URL",
    "STRIPE_PUBLIC_KEY",
    "STRIPE_SECRET_KEY",
    "STRIPE_WH_SECRET",
)

DEBUG = False
SHOP_STAFF_SECOND_FACTOR = env.bool("SHOP_STAFF_SECOND_FACTOR", True)
vars().update(services.mail())

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "config.storage.ShopStaticStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_TRUSTED_ORIGINS = [SITE_URL]

refuse_unsafe(globals(), NEEDED)
(VAR_DIR / "static").mkdir(exist_ok=True)
