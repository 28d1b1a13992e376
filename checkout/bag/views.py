"""The bag's pages and forms: each works as a plain form and, asked by htmx, answers with a fragment."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event
from django_htmx.middleware import HtmxDetails

from catalogue.cached_forms import on_cached_pages
from checkout.bag import services, texts
from checkout.bag.contents import bag_contents
from checkout.bag.inputs import BagRefused, read_quantity, read_sku
from checkout.bag.services import BagChange
from checkout.limits import Limit, TooMany, spend_for
from checkout.pricing import shown_delivery_rule

CHANGES = Limit("bag-ip", 120, 60)
MAX_ADDRESS_LENGTH = 2000
PAGE_PART = "bag-part"  # the id of what htmx swaps on the bag's own page


class BagRequest(HttpRequest):
    """A request that went through the htmx middleware."""

    htmx: HtmxDetails


@dataclass(frozen=True)
class Undo:
    """What brings a removed line back."""

    sku: str
    quantity: int


@never_cache
@require_safe
def view(request: BagRequest) -> HttpResponse:
    """The bag: a page of its own, or what the drawer shows when htmx asks."""
    return _show(request, undo=_undo_asked(request))


@on_cached_pages
@never_cache
@require_POST
def add(request: BagRequest) -> HttpResponse:
    """More pieces of one SKU."""
    return _answer(request, lambda: services.add(request, _sku(request), _quantity(request)))


@never_cache
@require_POST
def update(request: BagRequest) -> HttpResponse:
    """Another quantity for a line."""
    return _answer(request, lambda: services.set_quantity(request, _sku(request), _quantity(request)))


@never_cache
@require_POST
def remove(request: BagRequest) -> HttpResponse:
    """One line less."""
    return _answer(request, lambda: services.remove(request, _sku(request)))


def _sku(request: HttpRequest) -> str:
    return read_sku(request.POST.get("sku", ""))


def _quantity(request: HttpRequest) -> int:
    return read_quantity(request.POST.get("quantity", ""))


def _answer(request: BagRequest, change: Callable[[], BagChange]) -> HttpResponse:
    try:
        spend_for(request, CHANGES)
        done = change()
    except BagRefused as refusal:
        return _show(request, refusal=refusal.text, status=400)
    except TooMany as error:
        return _too_many(request, error.retry_after)
    undo = Undo(done.removed.sku, done.removed.quantity) if done.removed else None
    if request.htmx:
        return trigger_client_event(_show(request, done=done, undo=undo), "bag:changed")
    if done.text:
        messages.success(request, done.text)
    for note in done.notes:
        messages.info(request, note)
    way_back = _way_back(request, undo)
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return HttpResponseRedirect(way_back)
    return HttpResponseRedirect(reverse("bag:kept", query={"next": way_back}))


@never_cache
@require_safe
def kept(request: BagRequest) -> HttpResponse:
    """After the first piece: back to where it was, or the reason why the bag is empty again.

    Whether a browser keeps cookies shows at the request after the one that set them.
    """
    target = request.GET.get("next", "")
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return _show(request, refusal=str(texts.NO_COOKIES), status=400)
    return HttpResponseRedirect(target if _is_local(request, target) else reverse("bag:view"))


def _too_many(request: BagRequest, retry_after: int) -> HttpResponse:
    response = _show(request, refusal=str(texts.TOO_MANY), status=429)
    response.headers["Retry-After"] = str(retry_after)
    return response


def _show(request: BagRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    """The bag as the asker wants it: drawer, the changing part of its page, or the whole page."""
    contents = bag_contents(services.current_bag(request), shown_delivery_rule())
    services.note_pieces(request, contents.piece_count)
    context |= {"bag": contents, "bag_count": contents.piece_count}
    response = render(request, _template_for(request), context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _template_for(request: BagRequest) -> str:
    if not request.htmx:
        return "bag/bag.html"
    return "bag/_part.html" if request.htmx.target == PAGE_PART else "bag/_drawer.html"


def _undo_asked(request: HttpRequest) -> Undo | None:
    """What the address says was just removed; it only fills a form, whose POST is checked like any other."""
    try:
        return Undo(read_sku(request.GET.get("removed", "")), read_quantity(request.GET.get("quantity", "")))
    except BagRefused:
        return None


def _way_back(request: HttpRequest, undo: Undo | None) -> str:
    """The local page that the form was on; the bag when that is unknown, elsewhere, or one of its forms."""
    bag_url = reverse("bag:view")
    target = request.POST.get("next") or request.headers.get("referer", "")
    if not _is_local(request, target) or urlsplit(target).path.startswith(bag_url):
        target = bag_url
    if undo and target == bag_url:
        return f"{bag_url}?{urlencode({'removed': undo.sku, 'quantity': undo.quantity})}"
    return target


def _is_local(request: HttpRequest, target: str) -> bool:
    return len(target) <= MAX_ADDRESS_LENGTH and url_has_allowed_host_and_scheme(
        target, {request.get_host()}, request.is_secure()
    )
