"""What a shopper's own checkout holds counts as theirs: their bag must not look short because of it."""

from catalogue.models import StockHold
from checkout.models import AttemptState, Bag, CheckoutAttempt


def held_for(bag: Bag) -> dict[str, int]:
    """Pieces by SKU that the open checkout of `bag` holds; one query."""
    attempts = CheckoutAttempt.objects.filter(bag=bag, state=AttemptState.OPEN).values("pk")
    holds = StockHold.objects.filter(holder__in=attempts)
    return dict(holds.values_list("record__sku", "quantity"))
