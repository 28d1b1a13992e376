"""A statement is built once, and right for every value, thread and shape that comes later."""

from threading import Thread

import pytest
from django.db import connection
from django.db.models import DateTimeField, QuerySet
from django.utils import timezone

from catalogue.models import ProductVariant
from catalogue.statements import Among, Below, Given, Statement
from catalogue.tests.factories import make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def posters():
    make_product("Dune", [("D-A4", "A4", "12.00", 3), ("D-A3", "A3", "20.00", 1)])
    return make_product("Moor", [("M-A4", "A4", "14.00", 2)])


class Builder:
    """Counts how often it builds."""

    def __init__(self, build):
        self.build, self.times = build, 0

    def __call__(self, *shape):
        self.times += 1
        return self.build(*shape)


def test_what_is_found_follows_the_values_of_each_run(posters):
    builder = Builder(lambda: ProductVariant.objects.filter(Among("sku", "skus")).order_by("sku"))
    variants = Statement(builder)

    found = [[each.sku for each in variants.rows(skus=skus)] for skus in (["D-A4"], ["M-A4", "D-A3"], [])]

    assert found == [["D-A4"], ["D-A3", "M-A4"], []]
    assert builder.times == 1


def test_each_shape_has_sql_of_its_own(posters):
    def build(way: str) -> QuerySet[ProductVariant]:
        return ProductVariant.objects.filter(page__title=Given("title")).order_by(f"{way}sku")

    variants = Statement(build)

    assert [each.sku for each in variants.rows("", title="Dune")] == ["D-A3", "D-A4"]
    assert [each.sku for each in variants.rows("-", title="Dune")] == ["D-A4", "D-A3"]


def test_related_rows_and_further_columns_come_along(posters, django_assert_num_queries):
    rows = Statement(lambda: ProductVariant.objects.filter(Among("page_id", "pages", "bigint")).with_free())
    whole = Statement(lambda: ProductVariant.objects.filter(Among("sku", "skus")).select_related("page"))

    with django_assert_num_queries(2):
        assert [each.free for each in rows.rows(pages=[posters.pk])] == [2]
        assert [each.page.title for each in whole.rows(skus=["D-A4"])] == ["Dune"]


def test_times_and_tree_paths_are_prepared_for_the_database(posters):
    parent = posters.get_parent()
    later = Statement(
        lambda: ProductVariant.objects.filter(
            Below("page__path", "parent"), page__first_published_at__lt=Given("now", DateTimeField())
        )
    )

    assert len(later.rows(parent=parent.path, now=timezone.now())) == 3
    assert later.rows(parent=parent.path, now=posters.first_published_at.replace(year=2001)) == []
    assert later.rows(parent=f"{posters.path}0001", now=timezone.now()) == []


def test_a_value_is_never_a_part_of_the_sql(posters):
    named = Statement(lambda: ProductVariant.objects.filter(page__title=Given("title")))

    assert named.rows(title="Dune' OR '1' = '1") == []
    assert named.rows(title="%") == []


def test_a_missing_value_is_an_error(posters):
    named = Statement(lambda: ProductVariant.objects.filter(page__title=Given("title")))

    with pytest.raises(KeyError, match="title"):
        named.rows()


def test_what_one_thread_has_built_another_runs_on_its_own_connection():
    named = Statement(lambda: ProductVariant.objects.filter(Among("sku", "skus")))
    named.rows(skus=["X"])
    seen: list[str] = []

    def note(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    def run() -> None:
        with connection.execute_wrapper(note):  # the thread's own connection
            named.rows(skus=["X"])
        connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()

    assert len(seen) == 1
