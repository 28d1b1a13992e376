"""What bag tests share: requests of one shopper, and what is in their bag."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone

from checkout.bag.services import current_bag
from checkout.models import Bag, CheckoutAttempt


def request_of(user=None, session: SessionStore | None = None) -> HttpRequest:
    """A request with a session of its own, or with `session`; a guest's without `user`."""
    request = RequestFactory().get("/")
    request.session = session if session is not None else SessionStore()
    request.user = user or AnonymousUser()
    return request


def pieces(request: HttpRequest) -> dict[str, int]:
    """What the bag of `request` holds, by SKU."""
    bag = current_bag(request)
    return dict(bag.lines.values_list("sku", "quantity")) if bag else {}


def session_with(bag_id: str) -> SessionStore:
    """A session that knows a bag already."""
    session = SessionStore()
    session["bag_id"] = bag_id
    return session


def open_attempt(bag: Bag) -> CheckoutAttempt:
    """A checkout of `bag` that is on its way."""
    return CheckoutAttempt.objects.create(
        bag=bag, currency="eur", intent_amount_minor=1200, expires_at=timezone.now() + timedelta(minutes=30)
    )
