"""What no shop can beat on this machine: the same server with an application that does next to nothing."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGE = b"<!doctype html><title>Limit</title><p>" + b"x" * 20_000


def bare_wsgi(environ, start_response):
    """No framework at all."""
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(PAGE)))])
    return [PAGE]


def page(request: HttpRequest) -> HttpResponse:
    """A view that has its 20 KB ready."""
    return HttpResponse(PAGE, headers={"Content-Length": str(len(PAGE))})


urlpatterns = [path("", page)]


def bare_django():
    """Django without any middleware, application or database."""
    settings.configure(SECRET_KEY="x" * 50, ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__)
    return get_wsgi_application()
