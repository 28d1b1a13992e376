"""The shop's roles: made by every migration, kept by updates, and none is shown a door that is locked."""

import html
import json
import re
from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from wagtail.models import GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Locale

from catalogue.tests.factories import make_home
from checkout.tests.admins import make_event
from checkout.tests.orders import make_order
from config.roles.keeping import follow_migrations, group_of, keep_roles
from config.roles.lists import EDITOR, HANDLER, MANAGER, OWNER, REFUNDER, ROLES, VIEWER, RoleList
from conftest import make_customer, signed_in
from profiles.models import Role

pytestmark = pytest.mark.django_db

ADDRESS = re.compile(r'(?:href|action|src|data-[a-z-]*url[a-z-]*)="(/admin/[^"#]*)')
NO_PAGE = ("/admin/logout/", "/admin/sprite/", "/admin/jsi18n/", "/admin/money-audit/run/")


def worker(role: RoleList) -> Client:
    """The browser of somebody with `role`."""
    found = get_user_model().objects.filter(username=role.name).first()
    user = found or make_customer(role.name, f"{role.name} Smith")
    user.groups.add(group_of(role))
    return signed_in(user)


def doors(page: str) -> Iterator[str]:
    """Every address of the admin that a page of it links to, those of the side bar included."""
    yield from (html.unescape(url) for url in ADDRESS.findall(page))
    for script in re.findall(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.S):
        yield from re.findall(r'"(/admin/[^"#]*)"', json.dumps(json.loads(script)))


def menu(client: Client) -> set[str]:
    found = set(doors(client.get("/admin/").content.decode()))
    return {url for url in found if not url.startswith(NO_PAGE)}


def opened(client: Client, url: str) -> bool:
    """Whether `url` shows something: Wagtail answers "no permission" by the way back to its start page."""
    answer = client.get(url, follow=True)
    return answer.status_code == 200 and (url == "/admin/" or ("/admin/", 302) not in answer.redirect_chain)


@pytest.fixture
def order_in_review() -> int:
    """A full start page: an order that waits; answers its key."""
    make_home()
    order = make_order(None, state="review")
    make_event(order=order)
    return order.pk


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_no_door_of_the_start_page_is_locked(role, order_in_review):
    client = worker(role)

    answers = {url: opened(client, url) for url in sorted(menu(client))}

    assert len(answers) >= 3
    assert [url for url, is_open in answers.items() if not is_open] == []


def test_a_migrated_database_has_every_role():
    assert {role.title for role in ROLES} <= set(Group.objects.values_list("name", flat=True))
    assert sorted(Role.objects.values_list("name", flat=True)) == sorted(role.name for role in ROLES)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_every_permission_of_a_role_exists_and_is_given(role):
    assert set(role.labels) <= set(Role.objects.get(name=role.name).given)


def test_an_update_brings_what_is_new_and_leaves_what_the_owner_changed():
    group = group_of(HANDLER)
    taken, added = (
        Permission.objects.get(codename="adjust_stock"),
        Permission.objects.get(codename="refund_order"),
    )
    group.permissions.remove(taken)
    group.permissions.add(added)
    grown = RoleList(HANDLER.name, HANDLER.title, (*HANDLER.labels, "catalogue.view_review"))

    keep_roles([grown])

    codenames = set(group.permissions.values_list("codename", flat=True))
    assert {"refund_order", "view_review", "review_order"} <= codenames
    assert "adjust_stock" not in codenames


def test_a_renamed_role_stays_the_same_and_a_deleted_one_stays_away():
    Group.objects.filter(pk=group_of(HANDLER).pk).update(name="Versand")
    group_of(VIEWER).delete()

    keep_roles()

    assert group_of(HANDLER).name == "Versand"
    assert not Group.objects.filter(name__in=[HANDLER.title, VIEWER.title]).exists()


def test_groups_of_an_older_shop_become_its_roles():
    Role.objects.all().delete()
    before = set(Group.objects.values_list("pk", flat=True))

    call_command("migrate", verbosity=0)

    assert set(Group.objects.values_list("pk", flat=True)) == before
    assert group_of(REFUNDER).name == REFUNDER.title


def test_a_permission_that_is_not_there_yet_is_given_later():
    early = RoleList("tester", "Tester", ("checkout.view_order", "checkout.fly_order"))

    keep_roles([early])

    assert Role.objects.get(name="tester").given == ["checkout.view_order"]


def test_roles_wait_until_the_last_app_is_migrated():
    Role.objects.all().delete()

    follow_migrations(sender=None, using="default")

    assert not Role.objects.exists()


def test_only_the_owner_may_change_people():
    people = {"change_user", "add_user", "delete_user", "change_group"}
    for role in ROLES:
        held = set(group_of(role).permissions.values_list("codename", flat=True))
        assert bool(held & people) == (role is OWNER), role.name


def test_pages_sent_for_approval_reach_owner_and_manager():
    approving = GroupApprovalTask.objects.get().groups.all()

    assert {group_of(OWNER), group_of(MANAGER)} <= set(approving)
    assert group_of(EDITOR) not in approving


def test_editor_writes_pages_and_files_of_every_collection():
    group = group_of(EDITOR)
    pages = GroupPagePermission.objects.filter(group=group).values_list("permission__codename", flat=True)
    files = GroupCollectionPermission.objects.filter(group=group).values_list(
        "permission__codename", flat=True
    )

    assert {"add_page", "change_page", "publish_page"} <= set(pages)
    assert {"choose_image", "add_document", "choose_document"} <= set(files)


def test_each_role_opens_what_it_works_with(order_in_review):
    tasks = {
        OWNER: ("/admin/users/", "/admin/groups/", "/admin/sites/"),
        MANAGER: (
            "/admin/settings/checkout/deliverysettings/",
            "/admin/workflows/list/",
            "/admin/collections/",
        ),
        EDITOR: (
            "/admin/pages/",
            "/admin/settings/home/shopsettings/",
            "/admin/redirects/",
            "/admin/products/import/",
        ),
        HANDLER: (f"/admin/orders/inspect/{order_in_review}/", "/admin/stock/", "/admin/reviews/"),
        REFUNDER: (f"/admin/orders/inspect/{order_in_review}/", f"/admin/orders/refund/{order_in_review}/"),
        VIEWER: ("/admin/orders/", "/admin/stock/", "/admin/webhook-events/"),
    }
    shut = {role.name: [url for url in urls if not opened(worker(role), url)] for role, urls in tasks.items()}

    assert shut == {role.name: [] for role in ROLES}


@pytest.mark.parametrize(
    ("role", "url"),
    [
        (MANAGER, "/admin/users/"),
        (MANAGER, "/admin/groups/"),
        (EDITOR, "/admin/orders/"),
        (EDITOR, "/admin/settings/checkout/deliverysettings/"),
        (HANDLER, "/admin/pages/"),
        (REFUNDER, "/admin/webhook-events/"),
        (VIEWER, "/admin/users/"),
    ],
)
def test_a_role_opens_nothing_else(role, url):
    assert not opened(worker(role), url)


def test_editor_translates_a_page():
    home = make_home()
    Locale.objects.get_or_create(language_code="de")

    page = worker(EDITOR).get(f"/admin/translation/submit/page/{home.pk}/")

    assert page.status_code == 200
