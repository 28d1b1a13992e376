"""Whose bag it is: the session's while it is nobody's, the account's once its owner has logged in."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet, UUIDField
from django.http import HttpRequest

from catalogue.statements import Given, Statement
from checkout.bag import texts
from checkout.models import MAX_LINES, MAX_QUANTITY, AttemptState, Bag, BagLine, CheckoutAttempt
from profiles.models import User

SESSION_KEY = "bag_id"


@dataclass(frozen=True)
class Claim:
    """A locked bag; `note` tells the shopper what logging in did to it (empty: nothing)."""

    bag: Bag
    note: str = ""


def session_bag_id(request: HttpRequest) -> UUID | None:
    """The id that the session remembers; None without one. Never creates a session."""
    session = getattr(request, "session", None)
    raw = session.get(SESSION_KEY) if session is not None else None
    return UUID(raw) if raw else None


def account_of(request: HttpRequest) -> User | None:
    """The logged-in user; None for a guest."""
    user = getattr(request, "user", None)
    return user if isinstance(user, User) else None


def visible_bags(request: HttpRequest) -> QuerySet[Bag]:
    """The bags that this request may see, the session's first: at most two, never another account's."""
    return _bags_for(account_of(request), session_bag_id(request))


def _bags_for(user: User | None, bag_id: UUID | None) -> QuerySet[Bag]:
    allowed = Q(pk__in=())
    if bag_id:
        allowed |= Q(pk=bag_id, user=None)
    if user:
        allowed |= Q(user=user)
    return Bag.objects.filter(allowed).order_by(F("user").asc(nulls_first=True))


def remember(request: HttpRequest, bag: Bag) -> None:
    """Let the session know its bag; writes the session only when that is news."""
    if request.session.get(SESSION_KEY) != str(bag.pk):
        request.session[SESSION_KEY] = str(bag.pk)


_GUESTS = Statement(lambda: Bag.objects.filter(pk=Given("bag", UUIDField()), user=None).select_for_update())


def claim_bag(user: User | None, bag_id: UUID | None) -> Claim:
    """The bag of `user` (None: a guest) whose session knows `bag_id`: made or merged if need be, and locked.

    Runs inside the caller's transaction. The session's bag is the one that survives a merge, because
    open checkouts point at it.
    """
    if user is None:
        found = _GUESTS.rows(bag=bag_id) if bag_id else ()
        return Claim(found[0] if found else Bag.objects.create())
    # All sessions of one account queue here, so that a bag is merged once and no account gets two.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    bags = list(_bags_for(user, bag_id).select_for_update())
    if not bags:
        return Claim(Bag.objects.create(user=user))
    if bags[0].user_id is None:
        return Claim(bags[0], _take_over(bags[0], user, bags[1:]))
    return Claim(bags[0])


def _take_over(bag: Bag, user: User, older: list[Bag]) -> str:
    """Make `bag` the account's own and move the lines of its `older` bag in; answers the note for it."""
    note = ""
    for old in older:
        _move_attempts(old, bag)
        note = _move_lines(old, bag)
        old.delete()
    bag.user = user
    bag.save(update_fields=["user", "updated_at"])
    return note


def _move_attempts(old: Bag, bag: Bag) -> None:
    """Let open checkouts of `old` pay for `bag`, as far as it has none of its own.

    Before any line is touched: placing an order locks its attempt first and bag lines after it.
    """
    attempts = CheckoutAttempt.objects.filter(bag=old)
    has_own = CheckoutAttempt.objects.filter(bag=bag, state=AttemptState.OPEN).exists()
    attempts.update(bag=None if has_own else bag)


def _move_lines(old: Bag, bag: Bag) -> str:
    rows = BagLine.objects.select_for_update().filter(bag__in=(old, bag)).order_by("pk")
    present = {line.sku: line for line in rows if line.bag_id == bag.pk}
    moved = [line for line in rows if line.bag_id == old.pk]
    fits = True
    for line in moved:
        twin = present.get(line.sku)
        if twin:
            fits = _add_up(twin, line) and fits
        elif len(present) < MAX_LINES:
            present[line.sku] = line
            line.bag = bag
            line.save(update_fields=["bag"])
        else:
            fits = False
    if not moved:
        return ""
    return str(texts.MERGED) if fits else texts.MERGED_CAPPED % {"lines": MAX_LINES, "quantity": MAX_QUANTITY}


def _add_up(line: BagLine, other: BagLine) -> bool:
    """Add the pieces of `other` to `line`; whether all of them fitted."""
    wanted = line.quantity + other.quantity
    line.quantity = min(wanted, MAX_QUANTITY)
    line.save(update_fields=["quantity"])
    return wanted <= MAX_QUANTITY
