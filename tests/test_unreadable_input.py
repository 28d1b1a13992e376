"""What is no text is a bad request at every address, Wagtail's own included."""

import logging
from urllib.parse import unquote

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import Http404
from django.test import Client

from config.views import media
from tests.faults.hostile.attack import FORM, Attack
from tests.faults.hostile.door import Door

pytestmark = pytest.mark.django_db


@pytest.fixture
def door():
    """The application as a server calls it, but for the database connection, which is the test's."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Door()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("dirt", ["%00", "%FF", "%C3%28", "a%00b"])
@pytest.mark.parametrize("path", ["/search/?q=", "/bag/?next=", "/admin/pages/?q=", "/accounts/login/?next="])
def test_an_unreadable_query_is_a_bad_request(eve: Client, path, dirt):
    response = eve.get(path + dirt)

    assert response.status_code == 400
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/%00", "/bag/a%00b/", "/%FF", "/%C3%28", "/%ED%A0%80/", "/admin/pages/%FF/"]
)
def test_an_unreadable_path_is_a_bad_request(eve: Client, path):
    assert eve.get(path).status_code == 400


@pytest.mark.parametrize("query", [b"q=\xff", b"q=\xc3(", b"\x80=1"])
def test_an_unreadable_query_without_escapes_is_a_bad_request(eve: Client, query):
    assert eve.get("/search/", QUERY_STRING=query.decode("latin-1")).status_code == 400


@pytest.mark.parametrize(
    "path", ["/search/?q=" + "a" * 17_000, "/" + "%C3%A4" * 3000 + "/", "/admin/?" + "a" * 17_000]
)
def test_an_endless_address_is_a_bad_request(eve: Client, path):
    response = eve.get(path)

    assert response.status_code == 400
    assert b"This could not be read" in response.content


@pytest.mark.parametrize("text", ["a" * 10_000, "%25" * 3_000, "%C3%A4" * 1_600, "a+" * 5_000])
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/search/?q={}", 200),
        ("/search/suggestions/?q={}", 200),
        ("/bag/?next={}", 200),
        ("/accounts/login/?next={}", 200),
        ("/{}/", 404),
    ],
)
def test_a_long_address_is_answered_by_its_page(eve: Client, path, status, text):
    assert eve.get(path.format(text)).status_code == status


def test_a_sign_in_that_cannot_quote_the_address_is_a_bad_request(eve: Client, caplog):
    caplog.set_level(logging.WARNING)

    assert eve.get("/profile/?" + "%25" * 5_000).status_code == 400
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages", "other"])
def test_a_cookie_that_spells_out_a_nul_is_a_bad_request(eve: Client, name):
    assert eve.get("/bag/", headers={"Cookie": f'{name}="\\000aaaaaaaaaa"'}).status_code == 400


@pytest.mark.parametrize("path", ["/bag/add/", "/accounts/login/", "/checkout/cache_checkout_data/"])
@pytest.mark.parametrize("body", ["sku=a%00b&quantity=1", "sku=%FF&quantity=1", "s%00ku=a"])
def test_an_unreadable_form_is_a_bad_request(eve: Client, path, body):
    response = eve.post(path, body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 400


@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; boundary=é"])
def test_a_form_without_parts_is_a_bad_request(eve: Client, caplog, content_type):
    assert eve.post("/bag/add/", b"sku=1", content_type=content_type).status_code == 400
    assert "Traceback" not in caplog.text


def test_a_form_with_too_many_fields_is_a_bad_request(eve: Client, settings, caplog):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3

    assert eve.post("/bag/add/", {"a": "1", "b": "2", "c": "3", "d": "4"}).status_code == 400
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "base64", "punycode", "undefined", "latin-1"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_request_in_another_charset_is_a_bad_request(door, method, charset):
    attack = Attack(
        "", method, b"/bag/add/", b"q=%2BAAA-", (("Content-Type", f"text/plain; charset={charset}"),)
    )

    assert door.send(attack).status == 400


@pytest.mark.parametrize("path", [b"/bag/add/", b"/checkout/wh/", b"/accounts/login/"])
@pytest.mark.parametrize("content_type", [FORM, "multipart/form-data; boundary=x", "application/json"])
def test_a_body_that_breaks_off_is_no_error_of_the_shop(door, caplog, path, content_type):
    headers = (("Content-Type", content_type), ("Content-Length", "999"))

    answer = door.send(Attack("", "POST", path, headers=headers, body=b"sku=1", is_cut=True))

    assert answer.status in (400, 403)
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    "address",
    ["api/main/pages/find/?id=x", "choose-external-link/?parent_page_id=x", "choose-page/?page_type=x.y"],
)
def test_staff_who_follow_a_made_up_address_get_a_bad_request(staff_client: Client, address):
    assert 400 <= staff_client.get(f"/admin/{address}").status_code < 500


@pytest.mark.sqlite
@pytest.mark.parametrize("query", ['"', 'a"b', '"a" "', "''\"", '""', "*", '"*', "a NEAR b", "(", " "])
@pytest.mark.parametrize("address", ["images/", "documents/", "pages/search/", "choose-page/search/"])
def test_any_text_can_be_searched_for_in_the_admin(staff_client: Client, address, query):
    assert staff_client.get(f"/admin/{address}", {"q": query}).status_code == 200


@pytest.mark.parametrize("target", ["//[", "http://[", "http://[x]/", "http://a]b/"])
def test_a_way_back_that_is_no_address_is_not_gone(eve: Client, target):
    assert eve.get("/accounts/login/", {"next": target}).status_code == 200
    assert eve.post("/bag/add/", {"sku": "X", "next": target}).status_code == 400
    assert eve.post("/i18n/language/", {"language": "de", "next": target}).status_code in (302, 403)


@pytest.mark.parametrize(
    "path",
    ["../../../../etc/passwd", "/etc/passwd", "..%2f..%2fetc%2fpasswd", "a" * 256, "%C2%AA" * 128 + "/b"],
)
def test_a_file_that_cannot_be_in_the_library_does_not_exist(rf, settings, tmp_path, path):
    settings.MEDIA_ROOT = tmp_path

    with pytest.raises(Http404):
        media(rf.get("/media/x"), unquote(path))
