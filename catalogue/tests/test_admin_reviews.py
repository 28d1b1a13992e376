"""Reviews in the admin: read by those who may, published or declined in one step, never edited."""

import re
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


# --- Several in one step ------------------------------------------------------------------------------


@pytest.fixture
def waiting(ada, ben, staff) -> list[Review]:
    key, now = uuid4(), timezone.now()
    return [
        Review.objects.create(
            product_key=key, user=user, product_name="Tide", stars=stars, text=f"Words of {user.username}.",
            name=user.username, language="en", written_at=now,
        )
        for stars, user in enumerate((ada, ben, staff), 1)
    ]  # fmt: skip


def ticked(decision, reviews) -> str:
    ids = "&".join(f"id={review.pk}" for review in reviews)
    return f"/admin/bulk/catalogue/review/{decision}/?{ids}&next={LIST}"


def confirm(client, decision, reviews):
    """The answer to the button of the page that shows the ticked ones."""
    address = ticked(decision, reviews)
    return client.post(address, {"seen": seen_in(client.get(address))})


def seen_in(page) -> list[str]:
    return re.findall(r'name="seen" value="([^"]+)"', page.text)


def states() -> list[str]:
    return list(Review.objects.order_by("stars").values_list("state", flat=True))


@pytest.mark.parametrize(("decision", "state"), [("publish", "published"), ("decline", "declined")])
def test_ticked_reviews_are_decided_in_one_step_and_the_others_not(waiting, decision, state):
    changes = PageChange.objects.count()
    client = colleague("moderate_review")

    answer = confirm(client, decision, waiting[:2])

    assert (answer.status_code, answer["Location"]) == (302, LIST)
    assert states() == [state, state, "waiting"]
    assert PageChange.objects.count() > changes
    assert "2 reviews are" in client.get(LIST).text


def test_words_are_shown_once_more_and_nothing_is_decided_before_the_button(waiting):
    page = colleague("moderate_review").get(ticked("publish", waiting[:2])).text

    assert "Words of ada." in page
    assert "Words of ben." in page
    assert states() == ["waiting"] * 3


def test_review_changed_behind_the_confirmation_is_left_out(waiting, staff_client):
    address = ticked("publish", waiting)
    seen = seen_in(staff_client.get(address))
    Review.objects.filter(pk=waiting[0].pk).update(text="Swapped", written_at=timezone.now())

    staff_client.post(address, {"seen": seen})

    assert states() == ["waiting", "published", "published"]
    assert "1 review has been changed meanwhile" in staff_client.get(LIST).text


@pytest.mark.parametrize("seen", [[], ["x"], ["1"], ["9" * 60 + " 2020-01-01T00:00:00+00:00"]])
def test_nothing_is_decided_that_was_not_shown(waiting, staff_client, seen):
    staff_client.post(ticked("publish", waiting), {"seen": seen})

    assert states() == ["waiting"] * 3


@pytest.mark.parametrize("permissions", [(), ("view_review",), ("change_page", "view_order")])
def test_others_decide_nothing_at_once_and_see_no_boxes(waiting, permissions):
    client = colleague(*permissions)
    seen = [f"{review.pk} {review.written_at.isoformat()}" for review in waiting]

    client.post(ticked("publish", waiting), {"seen": seen})

    assert states() == ["waiting"] * 3
    assert "data-bulk-action-checkbox" not in client.get(LIST).text


def test_ticks_of_no_review_are_not_found(waiting, staff_client):
    for ids in ("", "id=all", "id=x", f"id={'9' * 30}", "id=0"):
        assert staff_client.get(f"/admin/bulk/catalogue/review/publish/?{ids}").status_code == 404


def test_moderator_finds_a_box_beside_each_review(waiting, staff_client):
    page = staff_client.get(LIST).text

    assert page.count("data-bulk-action-checkbox ") == 3
    assert "/admin/bulk/catalogue/review/decline/" in page
