"""The site itself as an app: it owns commands and checks that span the shop."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "config"
    label = "config"

    def ready(self) -> None:
        from config import system_checks  # noqa: F401  (registers the checks)
