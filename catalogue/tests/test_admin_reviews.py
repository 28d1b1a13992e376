"""Reviews in the admin: read by those who may, published or declined in one step, never edited."""

from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from catalogue.models import PageChange, Review, ReviewState

pytestmark = pytest.mark.django_db

LIST = "/admin/reviews/"


def colleague(*permissions) -> Client:
    """A browser of somebody who may enter the admin and has `permissions` (codenames)."""
    user = get_user_model().objects.create_user("colleague", "colleague@example.com", "x")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *permissions]))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def review(ada) -> Review:
    return Review.objects.create(
        product_key=uuid4(), user=ada, product_name="Tide", stars=2, title="Too <b>blue</b>",
        text="I wanted green.", name="Ada L.", language="en", written_at=timezone.now(),
    )  # fmt: skip


def decide(client, review, decision, seen=None):
    seen = review.written_at.isoformat() if seen is None else seen
    return client.post(f"{LIST}{decision}/{review.pk}/", {"seen": seen})


@pytest.mark.parametrize(("decision", "state"), [("publish", "published"), ("decline", "declined")])
def test_moderator_decides_in_one_step_and_pages_are_old(review, decision, state):
    changes = PageChange.objects.count()

    answer = decide(colleague("moderate_review"), review, decision)

    review.refresh_from_db()
    assert (answer.status_code, review.state) == (302, state)
    assert PageChange.objects.count() > changes


@pytest.mark.parametrize("permissions", [(), ("view_review",), ("change_page", "view_order")])
def test_others_decide_nothing(review, permissions):
    decide(colleague(*permissions), review, "publish")

    review.refresh_from_db()
    assert review.state == ReviewState.WAITING


def test_customer_and_guest_decide_nothing(review, ada_client, eve):
    for client in (ada_client, eve):
        decide(client, review, "publish")

    review.refresh_from_db()
    assert review.state == ReviewState.WAITING


@pytest.mark.parametrize("seen", ["", "x", "2020-01-01T00:00:00+00:00", "0001-01-01T00:00:00+14:00"])
def test_words_that_were_not_seen_are_not_published(staff_client, review, seen):
    answer = staff_client.get(decide(staff_client, review, "publish", seen)["Location"])

    review.refresh_from_db()
    assert review.state == ReviewState.WAITING
    assert "has been changed meanwhile" in answer.text


def test_deciding_takes_a_post(staff_client, review):
    assert staff_client.get(f"{LIST}publish/{review.pk}/").status_code == 405


@pytest.mark.parametrize("address", ["add/", "new/", "edit/1/", "delete/1/"])
def test_nobody_edits_a_customers_words(staff_client, review, address):
    assert staff_client.get(LIST + address).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 1), ("state=waiting", 1), ("state=published", 0), ("stars=2", 1), ("stars=5", 0), ("q=green", 1)],
)
def test_list_is_filtered_and_searched(review, query, found):
    answer = colleague("view_review").get(f"{LIST}?{query}")

    assert len(answer.context["object_list"]) == found


def test_list_is_closed_to_others(review):
    assert colleague("view_order").get(LIST).status_code == 302


def test_page_of_a_review_shows_its_words_as_text(review):
    client = colleague("view_review")

    page = client.get(f"{LIST}inspect/{review.pk}/").text

    assert "I wanted green." in page
    assert "<b>blue</b>" not in page
    assert "Decline" not in page


def test_moderator_finds_what_waits_on_the_start_page(review):
    client = colleague("moderate_review")
    assert "that waits to be read" in client.get("/admin/").text

    decide(client, review, "decline")

    assert "to be read" not in client.get("/admin/").text


def test_start_page_says_nothing_to_those_who_may_not_see_reviews(review):
    assert "to be read" not in colleague("view_order").get("/admin/").text
