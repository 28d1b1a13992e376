"""The catalogue app."""

from typing import Any

from django.apps import AppConfig
from wagtail.signals import post_page_move


class CatalogueConfig(AppConfig):
    name = "catalogue"

    def ready(self) -> None:
        from catalogue.avif import encode_quickly

        encode_quickly()
        # Moving a page saves none, and this is all that Wagtail tells of it.
        post_page_move.connect(_follow_move, dispatch_uid="listings follow moved products")


def _follow_move(instance: Any, **kwargs: Any) -> None:
    from catalogue.facets import keeping
    from catalogue.models import ProductPage

    if issubclass(instance.specific_class, ProductPage):
        keeping.refresh([instance.pk])
