"""The entry point of the web server."""

import os
import sys

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.wsgi import get_wsgi_application

from config.env import WrongSettings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")


class Utf8Request(WSGIRequest):
    """A request that is read as UTF-8, whatever its Content-Type says.

    Django takes any codec of Python's by name while it makes the request, where no middleware could catch
    what codecs like "base64" raise; `InputHygieneMiddleware` refuses the request afterwards.
    """

    @property
    def encoding(self) -> None:
        """None: the default of the settings."""

    @encoding.setter
    def encoding(self, _name: str | None) -> None:
        pass


class ShopHandler(WSGIHandler):
    """Django's handler, for requests in UTF-8."""

    request_class = Utf8Request


try:
    get_wsgi_application()  # sets Django up
except WrongSettings as wrong:  # all of it in one line: where it was noticed helps nobody
    sys.exit(str(wrong))
application = ShopHandler()
