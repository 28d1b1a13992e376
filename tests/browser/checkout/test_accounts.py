"""The checkout of somebody who is signed in."""

from playwright.sync_api import expect

from profiles.services import profile_of


def test_saved_details_are_there_next_time(till, ada, sign_in):
    sign_in(ada)
    till.open("TW-A3")
    expect(till.page.get_by_label("E-mail address")).to_have_value("ada@example.com")
    till.fill()
    till.fill_card()
    till.page.get_by_label("Save these details for next time").check()
    till.pay()
    assert till.arrived_order().user_profile == profile_of(ada)

    till.open("CO-A4")

    expect(till.page.get_by_label("Street and number")).to_have_value("Kastanienallee 12")
    expect(till.page.get_by_label("Country")).to_have_value("DE")


def test_nothing_is_saved_without_the_tick(till, ada, sign_in):
    sign_in(ada)
    till.open("TW-A3")
    till.fill()
    till.fill_card()

    till.pay()

    till.arrived_order()
    assert profile_of(ada).default_street_address1 == ""


def test_success_page_of_another_is_not_found(till, ben, sign_in, complaints):
    complaints.expect("404")
    till.open("TW-A3")
    till.fill()
    till.fill_card()
    till.pay()
    order = till.arrived_order()
    till.page.context.clear_cookies()
    sign_in(ben)

    answer = till.page.goto(order.get_absolute_url())

    assert answer is not None
    assert answer.status == 404
