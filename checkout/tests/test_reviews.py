"""Reviews: written by those who bought the piece, shown when somebody of the shop has read them."""

import json
import re
from uuid import uuid4

import pytest
from django.urls import reverse
from wagtail.models import Locale

from catalogue.models import PageChange, Review, ReviewState
from catalogue.reviews import decide, product_key_of
from catalogue.tests.factories import make_category, make_product
from checkout.models import OrderLineItem, OrderState
from checkout.tests.orders import make_order

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

WORDS = {"stars": "4", "title": "Calm lines", "text": "It hangs above my desk.", "name": "Ada L."}


@pytest.fixture
def tide():
    return make_product("Tide", [("TIDE", "", "24.00", 5)])


def bought(user, page, **fields):
    """An order of `user` in which `page` was sold."""
    order = make_order(user, (page.title,), **fields)
    OrderLineItem.objects.filter(order=order).update(product=page)
    return order


def form_of(page) -> str:
    return reverse("profile:review", args=[product_key_of(page)])


def written(user, page, **fields) -> Review:
    """A published review."""
    fields = {"stars": 5, "text": "Good.", "name": "Ada L.", "state": ReviewState.PUBLISHED} | fields
    written_at = page.first_published_at
    key = product_key_of(page)
    return Review.objects.create(user=user, product_key=key, written_at=written_at, **fields)


def linked_data(answer) -> dict:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.text)
    return next(data for data in map(json.loads, blocks) if data["@type"] in ("Product", "ProductGroup"))


# --- Writing ------------------------------------------------------------------------------------------


def test_buyer_writes_a_review_that_waits(ada_client, ada, tide, eve):
    bought(ada, tide)

    answer = ada_client.post(form_of(tide), WORDS, follow=True)

    review = Review.objects.get()
    assert (review.user, review.stars, review.title, review.state) == (ada, 4, "Calm lines", "waiting")
    assert "as soon as we have read it" in answer.text
    assert "Calm lines" not in eve.get(tide.url).text


@pytest.mark.parametrize("state", [OrderState.REVIEW, OrderState.REFUNDED, OrderState.DISPUTE_LOST])
def test_order_that_is_not_paid_for_good_makes_no_buyer(ada_client, ada, tide, state):
    bought(ada, tide, state=state)

    assert ada_client.get(form_of(tide)).status_code == 403
    assert ada_client.post(form_of(tide), WORDS).status_code == 403
    assert not Review.objects.exists()


def test_who_did_not_buy_the_piece_is_refused_politely(ben_client, ben, ada, tide):
    bought(ada, tide)
    bought(None, tide)
    bought(ben, make_product("Dunes", [("DUNES", "", "9.00", 1)]))

    answer = ben_client.post(form_of(tide), WORDS)

    assert answer.status_code == 403
    assert "by those who bought the piece" in answer.text
    assert not Review.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_guest_is_asked_to_sign_in_first(eve, tide, method):
    answer = getattr(eve, method)(form_of(tide))

    assert answer["Location"] == f"{reverse('account_login')}?next={form_of(tide)}"


def test_partly_refunded_order_still_counts(ada_client, ada, tide):
    bought(ada, tide, state=OrderState.PART_REFUNDED)

    assert ada_client.get(form_of(tide)).status_code == 200


def test_buyer_of_a_translation_or_an_alias_reviews_the_product(ada_client, ada, ben_client, ben, tide):
    german = tide.copy_for_translation(Locale.objects.get_or_create(language_code="de")[0], copy_parents=True)
    bought(ada, german)
    alias = tide.create_alias(parent=make_category("Sale"), update_slug="tide").specific
    bought(ben, alias)

    assert form_of(german) == form_of(alias) == form_of(tide)
    for client in (ada_client, ben_client):
        assert client.post(form_of(tide), WORDS).status_code == 302
    assert Review.objects.count() == 2


def test_unknown_or_hidden_product_is_not_found(ada_client, ada, tide):
    bought(ada, tide)
    address = form_of(tide)
    tide.unpublish()

    assert ada_client.get(address).status_code == 404
    assert ada_client.get(reverse("profile:review", args=[uuid4()])).status_code == 404


def test_changed_review_is_the_same_one_and_waits_again(ada_client, ada, tide, eve):
    bought(ada, tide)
    written(ada, tide, title="Before")
    assert "Before" in eve.get(tide.url).text
    changes = PageChange.objects.count()

    ada_client.post(form_of(tide), WORDS)

    assert Review.objects.get().state == ReviewState.WAITING
    assert "Before" not in eve.get(tide.url).text
    assert PageChange.objects.count() > changes


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"stars": ""}, "Choose one to five stars."),
        ({"stars": "0"}, "Choose one to five stars."),
        ({"stars": "6"}, "Choose one to five stars."),
        ({"stars": "4.5"}, "Choose one to five stars."),
        ({"stars": "٤"}, "Choose one to five stars."),
        ({"text": " \n "}, "Write a sentence or two."),
        ({"text": "x" * 2001}, "at most 2000 characters"),
        ({"title": "x" * 101}, "at most 100 characters"),
        ({"name": "x" * 61}, "at most 60 characters"),
        ({"name": ""}, "Enter the name that is shown with your review."),
    ],
)
def test_wrong_words_are_refused_and_stay_in_the_form(ada_client, ada, tide, changes, error):
    bought(ada, tide)

    answer = ada_client.post(form_of(tide), WORDS | changes)

    assert answer.status_code == 400
    assert error in answer.text
    assert not Review.objects.exists()


@pytest.mark.parametrize("field", list(WORDS))
def test_nul_is_a_bad_request(ada_client, ada, tide, field):
    bought(ada, tide)

    assert ada_client.post(form_of(tide), WORDS | {field: "a\x00b"}).status_code == 400
    assert not Review.objects.exists()


def test_line_break_counts_as_one_character(ada_client, ada, tide):
    bought(ada, tide)

    assert ada_client.post(form_of(tide), WORDS | {"text": "x\r\n" * 999 + "xx"}).status_code == 302


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [("Ada", "Lovelace", "Ada L."), ("Ada", "", "Ada"), ("", "", ""), ("Ada Maria", "King", "Ada K.")],
)
def test_form_starts_with_first_name_and_initial(ada_client, ada, tide, first, last, name):
    bought(ada, tide)
    ada.first_name, ada.last_name = first, last
    ada.save()

    assert ada_client.get(form_of(tide)).context["form"]["name"].value() == name


def test_account_lists_what_it_bought_and_wrote(ada_client, ada, ben, tide):
    bought(ada, tide)
    bought(ada, tide)
    bought(ben, make_product("Dunes", [("DUNES", "", "9.00", 1)]))
    assert "Write a review" in ada_client.get(reverse("profile:reviews")).text
    written(ada, tide, state=ReviewState.DECLINED)

    page = ada_client.get(reverse("profile:reviews"))

    assert [(row.card.title, row.review.state) for row in page.context["rows"]] == [("Tide", "declined")]


def test_account_without_orders_has_an_empty_frame(ben_client, tide):
    assert "Nothing to review yet" in ben_client.get(reverse("profile:reviews")).text


def test_review_goes_with_its_account(ada, tide):
    written(ada, tide)

    ada.delete()

    assert not Review.objects.exists()


# --- Showing ------------------------------------------------------------------------------------------


def test_only_published_reviews_are_shown_and_counted(eve, ada, ben, staff, tide):
    written(ada, tide, text="Seen by all", stars=4)
    written(ben, tide, text="Not read yet", stars=1, state=ReviewState.WAITING)
    written(staff, tide, text="Not nice", stars=1, state=ReviewState.DECLINED)

    answer = eve.get(tide.url)

    assert "Seen by all" in answer.text
    assert "Not read yet" not in answer.text
    assert "Not nice" not in answer.text
    assert (answer.context["reviews"].count, str(answer.context["reviews"].average)) == (1, "4.0")


def test_search_engines_are_told_what_the_page_shows(eve, ada, ben, staff, tide):
    for user, stars in ((ada, 5), (ben, 4), (staff, 4)):
        written(user, tide, stars=stars, name=user.username, title=f"From {user.username}")

    answer = eve.get(tide.url)

    data = linked_data(answer)
    assert data["aggregateRating"] == {"@type": "AggregateRating", "ratingValue": "4.3", "reviewCount": 3}
    assert "4.3 of 5 stars" in answer.text
    assert "3 reviews" in answer.text
    assert len(data["review"]) == 3
    for review in data["review"]:
        assert review["name"] in answer.text
        assert review["author"]["name"] in answer.text


def test_product_without_reviews_says_so_and_claims_none(eve, tide):
    answer = eve.get(tide.url)

    assert "Nobody has reviewed this piece yet." in answer.text
    assert not {"aggregateRating", "review"} & set(linked_data(answer))


def test_markup_in_a_review_is_only_text(eve, ada, tide):
    evil = "</script><script>alert(1)</script><b>x</b>"
    written(ada, tide, text=evil, title=evil, name=evil)

    answer = eve.get(tide.url)

    assert "<script>alert" not in answer.text
    assert "<b>x</b>" not in answer.text
    assert linked_data(answer)["review"][0]["reviewBody"] == evil


def test_reviews_belong_to_the_product_in_all_languages(eve, ada, tide):
    written(ada, tide, text="In every language")
    german = tide.copy_for_translation(Locale.objects.get_or_create(language_code="de")[0], copy_parents=True)
    alias = tide.create_alias(parent=make_category("Sale"), update_slug="tide")

    assert "In every language" in eve.get(alias.url).text
    assert german.specific.get_context(eve.get(tide.url).wsgi_request)["reviews"].count == 1


def test_page_shows_ten_in_the_same_queries_as_one(
    eve, tide, django_user_model, django_assert_num_queries, django_assert_max_num_queries
):
    def review(number):
        return written(django_user_model.objects.create_user(f"buyer{number}"), tide, title=f"Nr {number}.")

    review(0)
    eve.get(tide.url)
    with django_assert_max_num_queries(30) as few:
        eve.get(tide.url)
    for number in range(1, 13):
        review(number)

    with django_assert_num_queries(len(few)):
        answer = eve.get(tide.url)

    assert answer.text.count('<li class="review">') == 10
    assert "1 to 10 of 13" in answer.text


@pytest.fixture
def much_reviewed(tide, django_user_model):
    """Tide with thirteen reviews, of which Nr 12 is the newest."""
    for number in range(13):
        buyer = django_user_model.objects.create_user(f"buyer{number}")
        written(buyer, tide, title=f"Nr {number}.", stars=5 - number % 2)
    return tide


def test_all_reviews_can_be_read_page_by_page(eve, much_reviewed):
    first = eve.get(much_reviewed.url, {"sku": "TIDE"})
    link = re.search(r'rel="next" href="([^"]+)"', first.text)[1].replace("&amp;", "&")

    second = eve.get(much_reviewed.url + link)

    assert link == "?sku=TIDE&page=2#reviews"
    titles = [re.findall(r"<h3>(Nr \d+\.)</h3>", answer.text) for answer in (first, second)]
    assert titles == [[f"Nr {n}." for n in range(12, 2, -1)], ["Nr 2.", "Nr 1.", "Nr 0."]]
    assert "11 to 13 of 13" in second.text
    assert 'rel="prev" href="?sku=TIDE&amp;page=1#reviews"' in second.text
    assert f'<link rel="canonical" href="{much_reviewed.full_url}">' in second.text


def test_further_page_tells_search_engines_the_same_rating_and_its_own_reviews(eve, much_reviewed):
    data = linked_data(eve.get(much_reviewed.url, {"page": "2"}))

    assert (data["aggregateRating"]["reviewCount"], data["aggregateRating"]["ratingValue"]) == (13, "4.5")
    assert [review["name"] for review in data["review"]] == ["Nr 2.", "Nr 1.", "Nr 0."]


def test_page_of_reviews_that_is_none_is_the_first_or_not_found(eve, much_reviewed):
    def statuses(*pages):
        return {eve.get(much_reviewed.url, {"page": page}).status_code for page in pages}

    assert statuses("1", "2", "x", "-1", "9" * 400) == {200}
    assert statuses("3", "0", "99999") == {404}


# --- Moderating ---------------------------------------------------------------------------------------


def test_decision_about_older_words_publishes_nothing(ada_client, ada, tide):
    bought(ada, tide)
    seen = written(ada, tide, state=ReviewState.WAITING).written_at
    ada_client.post(form_of(tide), WORDS | {"text": "Swapped while you read"})

    assert not decide(Review.objects.get().pk, ReviewState.PUBLISHED, seen)
    assert Review.objects.get().state == ReviewState.WAITING
