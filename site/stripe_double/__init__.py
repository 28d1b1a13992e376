"""An offline double of Stripe: standard library only, and nothing of the shop in it."""

from stripe_double.account import LiveKeyRefused
from stripe_double.double import StripeDouble
from stripe_double.errors import ApiError

__all__ = ["ApiError", "LiveKeyRefused", "StripeDouble"]
