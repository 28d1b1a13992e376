"""Settings of the test suite: fast, offline, the Stripe double instead of Stripe."""

import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, VAR_DIR, env

SECRET_KEY = "only-for-tests-" + "x" * 40
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SITE_URL = "http://testserver"
WAGTAILADMIN_BASE_URL = SITE_URL
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(env.str("SHOP_TEST_MEDIA", "") or tempfile.mkdtemp(prefix="shop-media-"))
STATIC_ROOT = VAR_DIR / "static-test"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

STRIPE_PUBLIC_KEY = "pk_test_double"
STRIPE_SECRET_KEY = "sk_test_double"
STRIPE_WH_SECRETS = ["whsec_test"]
STRIPE_CURRENCY = "eur"
STRIPE_API_BASE = env.str("STRIPE_API_BASE", "http://127.0.0.1:9")
STRIPE_JS_URL = "/_stripe/js/stripe.js"
STRIPE_ALLOW_DOUBLE = True
STRIPE_CONNECT_TIMEOUT = 1.0
STRIPE_READ_TIMEOUT = 4.0  # a busy machine is slow, not broken
STRIPE_MAX_RETRIES = 1
# The test server has a thread for each of many shoppers; and many a test lets Stripe fail again and again.
WEB_THREADS = env.int("WEB_THREADS", 128)
SHOP_STRIPE_PAUSE_AFTER = env.int("SHOP_STRIPE_PAUSE_AFTER", 0)
SHOP_RATE_LIMITS = False
SHOP_REMEMBERS = False  # tests change rows where no visitor sees it
SHOP_PAGE_CACHE = False  # tests of pages look at the pages; those of the cache turn it on
SHOP_ALLOW_FAILPOINTS = True
SHOP_DEMO = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, not memory: threads and the live server must meet the locking of the real thing.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
