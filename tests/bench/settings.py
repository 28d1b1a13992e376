"""The settings of a measured shop: those of tests, with pages kept and nothing that only tests need."""

from config.settings.test import *  # noqa: F403
from config.settings.test import DATABASES

SHOP_PAGE_CACHE = SHOP_REMEMBERS = True
SHOP_DEMO = False
DATABASES["default"]["CONN_MAX_AGE"] = 60
LOGGING = {"version": 1, "disable_existing_loggers": True}
