"""`REDIS_URL` with the real server: what it keeps, and that the shop goes on while it is gone."""

import logging
import shutil
import sys
import time
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.core.checks import run_checks

from config import redis_cache, services
from config.redis_cache import OUTAGES, ShopRedisCache
from tests.redis_server import RedisServer
from tests.test_settings import DEPLOY, start

ID = "shop.W004"


@pytest.fixture
def server(tmp_path) -> Iterator[RedisServer]:
    if not shutil.which("redis-server"):
        pytest.skip("needs redis-server: `make test` installs it as root on Debian, else do so by hand")
    with RedisServer(tmp_path) as server:
        yield server


@pytest.fixture
def cache(server, settings, monkeypatch) -> Iterator[ShopRedisCache]:
    """The shop's cache, as the settings make it of `REDIS_URL`."""
    OUTAGES.clear()
    monkeypatch.setenv("REDIS_URL", server.url)
    settings.CACHES = {"default": services.cache()}
    yield caches["default"]
    OUTAGES.clear()


def test_redis_url_gives_the_processes_of_the_shop_one_cache(server):
    program = "import django; django.setup(); from django.core.cache import cache; "

    wrote = start([sys.executable, "-c", f"{program} cache.set('of', 2, 60)"], REDIS_URL=server.url)
    read = start([sys.executable, "-c", f"{program} print(cache.get('of'))"], REDIS_URL=server.url)

    assert (wrote.returncode, wrote.stderr) == (0, "")
    assert (read.stdout, read.stderr) == ("2\n", "")
    assert server.client().keys() == [b"shop:1:of"]


def test_what_one_keeps_everybody_reads(cache, server):
    cache.set("counts", {"blue": 3}, 60)

    assert cache.get("counts") == {"blue": 3}
    assert cache.get_many(["counts", "nothing"]) == {"counts": {"blue": 3}}
    assert 50 < server.client().ttl("shop:1:counts") <= 60


@pytest.mark.parametrize("fault", ["stop", "hang"])
def test_cache_goes_on_alone_while_redis_is_gone_and_says_so_once(cache, server, caplog, fault):
    cache.set("before", 1, 60)
    getattr(server, fault)()
    started = time.monotonic()

    with caplog.at_level(logging.WARNING, "config.redis_cache"):
        answers = [cache.get("before"), cache.set("after", 2, 60), cache.get("after"), cache.get("else", "x")]

    assert answers == [None, None, 2, "x"]
    assert time.monotonic() - started < 4  # one time-out, not one for each call
    [line] = [record.getMessage() for record in caplog.records]
    assert line.startswith("REDIS_URL: no answer (")


def test_limit_that_is_counted_in_the_cache_still_limits_while_redis_is_gone(cache, server):
    server.stop()

    assert cache.add("lock", True, 60)
    assert not cache.add("lock", True, 60)
    cache.set("tries", 1, 60)
    assert [cache.incr("tries") for _try in range(3)] == [2, 3, 4]


def test_redis_is_asked_again_after_a_while_and_holds_nothing_old(cache, server, monkeypatch, caplog):
    monkeypatch.setattr(redis_cache, "UNASKED_S", 0.2)
    server.stop()
    cache.set("address", "of the outage", 60)
    server.start()
    server.client().set("shop:1:address", 7)  # what it would have kept from before
    time.sleep(0.3)

    with caplog.at_level(logging.WARNING, "config.redis_cache"):
        assert cache.get("address") is None

    assert "REDIS_URL: answers again" in caplog.text
    cache.set("address", "newest", 60)
    assert cache.get("address") == "newest"
    assert server.client().exists("shop:1:address")


@pytest.mark.django_db
def test_signing_up_is_limited_while_redis_is_gone(cache, server, client):
    server.stop()
    form = {"email": "eve@example.com", "password1": "x", "password2": "y"}

    answers = [client.post("/accounts/signup/", form).status_code for _try in range(40)]

    assert answers[0] == 200
    assert answers[-1] == 429


def test_deploy_check_names_a_redis_that_does_not_answer(db, cache, server):
    assert ID not in [message.id for message in run_checks(include_deployment_checks=True)]

    server.stop()

    [message] = [found for found in run_checks(include_deployment_checks=True) if found.id == ID]
    assert "REDIS_URL" in message.msg


def test_shop_starts_without_its_redis_and_the_deploy_check_tells(server):
    server.stop()
    program = "import config.wsgi; from django.core.cache import cache; print(cache.get('x', 'sells'))"

    checked = start(DEPLOY, REDIS_URL=server.url)
    started = start([sys.executable, "-c", program], REDIS_URL=server.url)

    assert checked.returncode != 0
    assert "REDIS_URL: Redis does not answer (ConnectionError)" in checked.stderr
    assert started.stdout.strip() == "sells"
