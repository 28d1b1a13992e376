"""What a shopper's own checkout holds counts as theirs: their bag must not look short because of it."""

from uuid import UUID

from catalogue.models import StockHold
from checkout.models import AttemptState, CheckoutAttempt


def held_for(bag_id: UUID) -> dict[str, int]:
    """Pieces by SKU that the open checkout of that bag holds; one query."""
    attempts = CheckoutAttempt.objects.filter(bag_id=bag_id, state=AttemptState.OPEN).values("pk")
    holds = StockHold.objects.filter(holder__in=attempts)
    return dict(holds.values_list("record__sku", "quantity"))
