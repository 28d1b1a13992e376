"""Orders and events in the admin: read by those who may, written by nobody."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.permissions import policy_registry

from checkout.models import Order, WebhookEvent
from checkout.tests.admins import colleague, make_event
from checkout.tests.orders import make_order

pytestmark = pytest.mark.django_db

LISTS = {"orders": "view_order", "webhook-events": "view_webhookevent"}
PAGES = ("", "results/", "?export=csv", "?export=xlsx", "inspect/{pk}/")
MISSING = ("new/", "edit/{pk}/", "delete/{pk}/", "copy/{pk}/", "history/{pk}/", "usage/{pk}/")


@pytest.fixture
def pks():
    """The keys of an order and of an event, by the name of their list."""
    order = make_order(None)
    return {"orders": order.pk, "webhook-events": make_event(order=order).pk}


def address(name, path, pks):
    return f"/admin/{name}/{path.format(pk=pks[name])}"


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("path", PAGES)
def test_superuser_and_viewer_read_every_page(staff_client, pks, name, path):
    assert staff_client.get(address(name, path, pks)).status_code == 200
    assert colleague(LISTS[name]).get(address(name, path, pks)).status_code == 200


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("path", PAGES)
def test_guest_is_sent_to_the_login(pks, name, path):
    answer = Client().get(address(name, path, pks))

    assert answer.status_code == 302
    assert "/admin/login/" in answer.url


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("path", PAGES)
def test_others_of_the_admin_are_refused(pks, name, path):
    others = [codename for codename in LISTS.values() if codename != LISTS[name]]
    client = colleague(*others, "change_order", "delete_order", "add_order", "change_webhookevent")

    answer = client.get(address(name, path, pks))

    assert (answer.status_code, answer.url) == (302, "/admin/")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("path", MISSING)
def test_not_even_the_owner_writes_a_row(staff_client, pks, name, path):
    before = list(Order.objects.values()), list(WebhookEvent.objects.values())

    for call in (staff_client.get, staff_client.post):
        assert call(address(name, path, pks)).status_code == 404

    assert (list(Order.objects.values()), list(WebhookEvent.objects.values())) == before


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("path", ["", "results/", "inspect/{pk}/"])
def test_posting_to_a_page_is_not_allowed(staff_client, pks, name, path):
    answer = staff_client.post(address(name, path, pks), {"state": "refunded", "grand_total": "0"})

    assert answer.status_code == 405
    assert Order.objects.get().state == "paid"


@pytest.mark.parametrize("model", [Order, WebhookEvent])
@pytest.mark.parametrize("action", ["add", "change", "delete", "publish", "choose"])
def test_policy_grants_viewing_alone_even_to_superusers(staff, model, action):
    policy = policy_registry.get_by_type(model)

    assert policy.user_has_permission(staff, "view")
    assert not policy.user_has_permission(staff, action)
    assert list(policy.users_with_permission(action)) == []


def test_policy_knows_who_may_view(staff, ada):
    colleague("view_order")
    viewers = policy_registry.get_by_type(Order).users_with_permission("view")

    assert sorted(user.username for user in viewers) == ["colleague", "staff"]


@pytest.mark.parametrize("name", LISTS)
def test_unknown_row_is_not_found(staff_client, name):
    assert staff_client.get(f"/admin/{name}/inspect/999999/").status_code == 404


def test_menu_shows_only_what_one_may_read(staff_client):
    owner, viewer = staff_client.get("/admin/").text, colleague("view_order").get("/admin/").text

    assert "/admin/orders/" in owner
    assert "/admin/webhook-events/" in owner
    assert "/admin/orders/" in viewer
    assert "/admin/webhook-events/" not in viewer


def test_start_page_counts_orders_that_need_attention(staff_client):
    make_order(None, state="review")
    make_order(None, state="review")
    make_order(None)

    page = " ".join(staff_client.get("/admin/").text.split())

    assert "2 Orders <span>that need attention</span>" in page
    assert "/admin/orders/?state=review" in page


def test_start_page_hides_the_count_from_others():
    make_order(None, state="review")

    assert "attention" not in colleague("view_webhookevent").get("/admin/").text


def test_customer_cannot_enter_the_admin(ada_client, pks):
    make_order(get_user_model().objects.get(username="ada"))

    assert ada_client.get("/admin/orders/").status_code == 302
