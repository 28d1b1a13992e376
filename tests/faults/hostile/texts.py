"""What strangers type: texts that have broken some program somewhere, each with a mark to be found again."""

from random import Random

MARK = "zq9x"
EVIL_HOST = f"evil.{MARK}.example"
SUM = "517112001"  # what {{7191*71911}} comes to, should anything ever calculate it
LONG = 10_000

INJECTIONS = (
    f"<{MARK}>",
    f'"><{MARK} onload=1>',
    f'" {MARK}="1',
    f"' {MARK}='1",
    f"</script><{MARK}>",
    f"--><{MARK}><!--",
    f"javascript:{MARK}()",
    f"{{{{7191*71911}}}}<{MARK}>",
    "${7191*71911}#{7191*71911}<%= 7191*71911 %>",
    f"{{% include '{MARK}' %}}{{# {MARK}",
    "%(name)s %s %n %d {0} {0.__class__.__mro__}",
    f"\r\nX-{MARK}: 1\r\n\r\n<{MARK}>",
    f"a\nX-{MARK}: 1",
    "' OR 1=1 --",
    "1; SELECT pg_sleep(3) --",
    "x' AND (SELECT 1 FROM pg_sleep(3)) IS NULL --",
    "');DELETE FROM checkout_order;--",
    '"',
    '" OR "a" NEAR b*',
    "'",
    "a' OR b & !c | (d <-> e):*",
    "\\",
    "%",
    "_%_%",
    "*",
    "`id`; $(id) | id",
)
NUMBERS = (
    *"0 -1 00 +1 1_0 1e3 1.5 .5 NaN inf -Infinity 0x10 0b1 ² ½ ٣ ９９ १ 1٣".split(),
    "2147483648",
    "9223372036854775808",
    " 1",
    "1 ",
    "1\t",
    "1\u00a0",
    "-9223372036854775809",
    "1" + "0" * 30,
    "9" * 5000,
    "0." + "1" * 400,
    "1e400",
)
PLACES = (
    f"//{EVIL_HOST}",
    f"///{EVIL_HOST}",
    f"/\\{EVIL_HOST}",
    f"\\\\{EVIL_HOST}",
    f"https:{EVIL_HOST}",
    f"https://{EVIL_HOST}/",
    f"http://testserver@{EVIL_HOST}/",
    f"https://testserver.{EVIL_HOST}/",
    f"/\t/{EVIL_HOST}",
    f" //{EVIL_HOST}",
    f"\x01//{EVIL_HOST}",
    f"%2f%2f{EVIL_HOST}",
    "http://[",
    "http://[::1]:99999999/",
    "http://testserver:x/",
    f"data:text/html,<{MARK}>",
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "file:///etc/passwd",
    "/",
    "//",
    "?",
    "#",
)
ODDITIES = (
    "",
    " ",
    "\x01\x1b[31m\x7f\x85",
    "\u2028\u2029\ufeff\u200b\u202e",
    "\ufffe\uffff\U0010ffff",
    "Z͑ͫ̓" * 300,
    "👩‍👩‍👧‍👦" * 50,
    "İıſß",
    "ª" * 300,
    "null",
    "[]",
    "{}",
    "[" * 3000,
    '{"a":' * 1000,
    "true",
    "undefined",
    "__proto__",
    "password__startswith",
    "id__in",
    "pk",
    "TW-A4",
    "tw-a4",
    "TW-A4,TW-A3",
    "a@b",
    f"ada@example.com\r\nBcc: {MARK}@example.org",
    "ada@example.com",
    "a" * 64 + "@" + "b" * 250,
    "ａｄａ@example.com",
    "%00",
    "%ff",
    "\\u0000",
    "&amp;",
    "a" * 256,
    "a" * LONG,
    "a " * (LONG // 2),
    "ä" * LONG,
    "(" * LONG,
    "2026-13-45",
    "0000-00-00T99:99",
    "DE",
    "XX",
)
TEXTS = INJECTIONS + NUMBERS + PLACES + ODDITIES

# Neither of these is text: NUL, and what is no UTF-8.
DIRT = (
    b"\x00",
    b"TW-A4\x00",
    b"\x00TW-A4",
    b"\xff",
    b"\x80",
    b"\xc3(",
    b"\xc0\xaf",
    b"\xe2\x82",
    b"\xed\xa0\x80",
    b"\xed\xb0\x80x",
    b"\xf4\x90\x80\x80",
    b"\xf8\x88\x80\x80\x80",
    b"\xfe\xff\x00a",
    b"ok \xe4\xf6\xfc",
    b"%" + b"\x00",
)


def text(dice: Random) -> bytes:
    """Some text: known as trouble, made of any characters, or a known one with something round it."""
    drawn = dice.random()
    if drawn < 0.8:
        return dice.choice(TEXTS).encode()
    if drawn < 0.9:
        return any_characters(dice, dice.randint(1, 60))
    return any_characters(dice, 3) + dice.choice(TEXTS).encode()


def any_characters(dice: Random, length: int) -> bytes:
    """Characters from all of Unicode but NUL and the surrogates."""
    top = dice.choice([0x7F, 0x7FF, 0xFFFF, 0x10FFFF])
    points = (dice.randint(1, top) for _ in range(length))
    return "".join(chr(point) for point in points if not 0xD800 <= point < 0xE000).encode()


def dirt(dice: Random) -> bytes:
    """Bytes that are no text, alone or inside one."""
    found = dice.choice(DIRT)
    return found if dice.random() < 0.5 else dice.choice(NUMBERS).encode() + found + b"x"
