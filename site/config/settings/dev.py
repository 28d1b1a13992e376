"""Settings for a developer's machine and for the demo: nothing needs to be set."""

from config.settings.base import *  # noqa: F403
from config.settings.base import STRIPE_API_BASE, VAR_DIR, env
from config.settings.checks import refuse_wrong

DEBUG = env.bool("DEBUG", True)
SECRET_KEY = env.str("SECRET_KEY", "") or "only-for-development-never-for-a-shop-that-takes-money"
ALLOWED_HOSTS = ["*"] if DEBUG else ["localhost", "127.0.0.1", "[::1]"]
STRIPE_ALLOW_DOUBLE = bool(STRIPE_API_BASE)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # no certificate on a developer's machine
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
WHITENOISE_USE_FINDERS = True  # static files come from where they lie: nothing to collect first
SHOP_PAGE_CACHE = SHOP_REMEMBERS = env.bool(
    "SHOP_PAGE_CACHE", not DEBUG
)  # whoever edits templates wants to see it
refuse_wrong(globals())
