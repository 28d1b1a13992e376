"""The checkout app."""

from django.apps import AppConfig


class CheckoutConfig(AppConfig):
    name = "checkout"

    def ready(self) -> None:
        from checkout.account.security_events import follow_libraries

        follow_libraries()
