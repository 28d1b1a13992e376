"""Settings of the shop that is killed: the tests' own, with mails in files and connections that are kept."""

from config import services
from config.settings.test import *  # noqa: F403
from config.settings.test import DATABASES, VAR_DIR

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
vars().update(services.mail())

if "sqlite" not in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["CONN_MAX_AGE"] = 60  # as in a live shop: a crash finds open connections
