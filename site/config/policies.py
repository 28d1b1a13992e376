"""The shop's terms as the catalogue's structured data and feeds want them."""

from django.conf import settings

from catalogue.structured_data import Policies
from checkout.models import DeliverySettings
from checkout.pricing import DeliveryRule


def policies_of(terms: DeliverySettings) -> Policies:
    """The terms that staff set, the price of delivery computed as in the bag."""
    rule = DeliveryRule(terms.percentage, terms.free_from)
    return Policies(
        delivery_cost=lambda price: rule.cost(price, settings.STRIPE_CURRENCY),
        handling_days=(terms.handling_days_min, terms.handling_days_max),
        transit_days=(terms.transit_days_min, terms.transit_days_max),
        return_days=terms.return_days,
        countries=(str(terms.country),),
    )
