"""Gives each role what it needs: after every migration, and nothing that it has been given before."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page

from config.roles.lists import ROLES, RoleList
from profiles.models import Role

APPROVE = "approve pages"


def follow_migrations(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Keep the roles once the last app is migrated; permissions are there by then.

    A database that is migrated in part, as with `migrate auth`, has nowhere to keep them yet.
    """
    if using == DEFAULT_DB_ALIAS and sender == _last_app() and not _is_half_migrated():
        keep_roles()


@transaction.atomic
def keep_roles(roles: Iterable[RoleList] = ROLES) -> None:
    """Make the groups that are missing and give all of them what is new in their lists."""
    for role in roles:
        kept, is_new = Role.objects.get_or_create(name=role.name)
        if is_new:
            kept.group = Group.objects.get_or_create(name=role.title)[0]
        if kept.group is not None:
            kept.given += list(_give(kept.group, role, set(kept.given)))
            kept.save()


def group_of(role: RoleList) -> Group | None:
    """The group that plays `role`, whatever its owner calls it; None when it was deleted."""
    kept = Role.objects.filter(name=role.name).select_related("group").first()
    return kept.group if kept else None


def _give(group: Group, role: RoleList, given: set[str]) -> Iterator[str]:
    """Give what was not given yet; answers the labels of it. What does not exist yet waits."""
    for label in dict.fromkeys(role.labels):
        if label not in given and (permission := _permission(label)):
            _grant(group, label, permission)
            yield label
    task = GroupApprovalTask.objects.first()
    if role.approves and APPROVE not in given and task:
        task.groups.add(group)
        yield APPROVE


def _grant(group: Group, label: str, permission: Permission) -> None:
    if label.startswith("pages:"):
        GroupPagePermission.objects.get_or_create(
            group=group, page=Page.get_first_root_node(), permission=permission
        )
    elif label.startswith("collections:"):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )
    else:
        group.permissions.add(permission)


def _permission(label: str) -> Permission | None:
    app, codename = label.rpartition(":")[2].split(".")
    return Permission.objects.filter(content_type__app_label=app, codename=codename).first()


def _last_app() -> AppConfig:
    """The app that Django tells of last: those without models it leaves out."""
    return [app for app in apps.get_app_configs() if app.models_module is not None][-1]


def _is_half_migrated() -> bool:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
