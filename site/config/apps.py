"""The site itself as an app: it owns commands, checks and roles that span the shop."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SiteConfig(AppConfig):
    name = "config"
    label = "config"

    def ready(self) -> None:
        from config import system_checks  # noqa: F401  (registers the checks)
        from config.roles.keeping import follow_migrations
        from config.set_up import checks  # noqa: F401

        # Only here are all permissions made; a migration of ours would come before some of them.
        post_migrate.connect(follow_migrations, dispatch_uid="the shop's roles")
