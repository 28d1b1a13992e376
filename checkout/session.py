"""What the session knows about checkouts: only the ids of those it began itself, and of what was typed."""

from django.http import HttpRequest

from checkout.models import AttemptState, CheckoutAttempt, CheckoutQuote, Order
from profiles.models import User

KEY = "checkout_attempts"
TYPED = "checkout_typed"
FORMER_KEY = "former_checkouts"
REMEMBERED = 20


def remember(request: HttpRequest, attempt: CheckoutAttempt) -> None:
    """Note that this session began `attempt`."""
    known = own_attempts(request)
    if str(attempt.pk) not in known:
        request.session[KEY] = [*known, str(attempt.pk)][-REMEMBERED:]


def note_typed(request: HttpRequest, attempt: CheckoutAttempt, details: dict[str, str]) -> None:
    """Note that `details` were typed in this session, if `attempt` has frozen them, for another try."""
    quote = attempt.latest_quote()
    if quote and quote.details == details:
        request.session[TYPED] = quote.pk


def typed(request: HttpRequest) -> CheckoutQuote | None:
    """What was typed in this session and has not been ordered; None without, and after signing out."""
    quote_id = request.session.get(TYPED)
    if quote_id is None:
        return None
    quote = CheckoutQuote.objects.select_related("attempt").filter(pk=quote_id).first()
    if quote is None or quote.attempt.state in (AttemptState.PLACED, AttemptState.AWAITING):
        del request.session[TYPED]
        return None
    return quote


def own_attempts(request: HttpRequest) -> list[str]:
    """The ids of the attempts that this session began, oldest first."""
    return list(request.session.get(KEY, []))


def held_attempts(request: HttpRequest) -> list[str]:
    """All whose holds count as this browser's: its own, and those of before it signed out."""
    return [*own_attempts(request), *request.session.get(FORMER_KEY, [])]


def keep_former(request: HttpRequest, attempts: list[str]) -> None:
    """After signing out, know what was begun before: only its holds, none of its rights."""
    if attempts:
        request.session[FORMER_KEY] = attempts[-REMEMBERED:]


def shopper(request: HttpRequest) -> User | None:
    """The account that is logged in; None for a guest."""
    return request.user if isinstance(request.user, User) else None


def may_see_attempt(request: HttpRequest, attempt: CheckoutAttempt) -> bool:
    """Whether this session began the checkout, or this account did."""
    user = shopper(request)
    is_owner = user is not None and attempt.user_id == user.pk
    return is_owner or str(attempt.pk) in own_attempts(request)


def may_see(request: HttpRequest, order: Order) -> bool:
    """Whether the order is this session's own or this account's."""
    user = shopper(request)
    is_owner = user is not None and order.user_profile is not None and order.user_profile.user_id == user.pk
    return is_owner or str(order.attempt_id) in own_attempts(request)
