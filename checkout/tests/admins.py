"""Browsers of people in the admin, and rows for its lists."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from checkout.models import Order, WebhookEvent
from conftest import enter


def colleague(*permissions: str) -> Client:
    """A browser of somebody who may enter the admin and has `permissions` (codenames)."""
    user = get_user_model().objects.create_user("colleague", "colleague@example.com", "x")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *permissions]))
    client = Client()
    enter(client, user)
    return client


def make_event(number: int = 1, order: Order | None = None, **fields: str) -> WebhookEvent:
    """A handled `payment_intent.succeeded` numbered `evt_<number>`."""
    fields = {"type": "payment_intent.succeeded", "outcome": "done", "stripe_pid": f"pi_{number}"} | fields
    return WebhookEvent.objects.create(stripe_id=f"evt_{number}", order=order, **fields)


def exported(answer) -> bytes:
    """The whole of a streamed download."""
    return b"".join(answer.streaming_content)
