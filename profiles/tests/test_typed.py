"""What nobody sees in a typed text does not count."""

import pytest

from profiles.typed import tidy, tidy_code

UNSEEN = "\u200b\u200e\u200f\u2060\ufeff\u00ad\u202a\u2066"


@pytest.mark.parametrize("sign", UNSEEN)
def test_invisible_sign_is_taken_out_of_lines_and_codes(sign):
    assert tidy(f"{sign}Haupt{sign}str. 1{sign}") == "Hauptstr. 1"
    assert tidy_code(f"{sign}10{sign}435{sign}") == "10435"


@pytest.mark.parametrize("space", "\u00a0\u2007\u2009\u202f\u3000")
def test_wide_and_narrow_spaces_are_one_plain_space(space):
    assert tidy(f"Ida{space}{space}Lindqvist{space}") == "Ida Lindqvist"
    assert tidy_code(f"SW1A{space}1AA") == "SW1A 1AA"


def test_digits_of_other_scripts_are_plain_digits():
    assert tidy("中山路１２號") == "中山路12號"
    assert tidy_code("١٠٤٣٥") == "10435"
    assert tidy_code("ｉｄａ＠ｅｘａｍｐｌｅ．ｏｒｇ") == "ida@example.org"


def test_dashes_of_a_code_are_hyphens_and_those_of_a_street_stay():
    assert tidy_code("123‑4567") == tidy_code("123–4567") == tidy_code("123－4567") == "123-4567"
    assert tidy("Kastanienallee 12–14") == "Kastanienallee 12–14"
    assert tidy("Karl‑Marx‑Straße") == "Karl-Marx-Straße"


def test_names_keep_what_their_script_needs():
    for name in ("علی\u200cرضا", "क्\u200dष", "Zoë", "Æsa 👩\u200d🎨"):
        assert tidy(name) == name
