"""What the session knows about checkouts: only the ids of those it began itself."""

from django.http import HttpRequest

from checkout.models import CheckoutAttempt, Order
from profiles.models import User

KEY = "checkout_attempts"
REMEMBERED = 20


def remember(request: HttpRequest, attempt: CheckoutAttempt) -> None:
    """Note that this session began `attempt`."""
    known = own_attempts(request)
    if str(attempt.pk) not in known:
        request.session[KEY] = [*known, str(attempt.pk)][-REMEMBERED:]


def own_attempts(request: HttpRequest) -> list[str]:
    """The ids of the attempts that this session began, oldest first."""
    return list(request.session.get(KEY, []))


def shopper(request: HttpRequest) -> User | None:
    """The account that is logged in; None for a guest."""
    return request.user if isinstance(request.user, User) else None


def may_see(request: HttpRequest, order: Order) -> bool:
    """Whether the order is this session's own or this account's."""
    user = shopper(request)
    is_owner = user is not None and order.user_profile is not None and order.user_profile.user_id == user.pk
    return is_owner or str(order.attempt_id) in own_attempts(request)
