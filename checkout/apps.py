"""The checkout app."""

from django.apps import AppConfig


class CheckoutConfig(AppConfig):
    name = "checkout"
