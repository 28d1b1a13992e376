"""Draws one attack after another: each kind of them as often as its weight says, all decided by the dice."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from urllib.parse import quote_from_bytes

from tests.faults.hostile import deliveries
from tests.faults.hostile.addresses import Address
from tests.faults.hostile.attack import FORM, Attack
from tests.faults.hostile.learning import Learnt
from tests.faults.hostile.people import People, Person
from tests.faults.hostile.texts import DIRT, EVIL_HOST, MARK, dirt, text
from tests.scenarios.shopper import ADDRESS

BOUNDARY = "----shop"
METHODS = "HEAD PUT PATCH DELETE OPTIONS TRACE CONNECT PROPFIND get POST GETGET M-SEARCH".split()
CHEAP = (b"/robots.txt", b"/checkout/wh/", b"/bag/add/", b"/admin/", b"/favicon.ico", b"/checkout/", b"/bag")
# Without Content-Length: a server lets none pass that is no number (see `wire`).
NAMES = (
    "Cookie Host X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto X-Forwarded-Port Forwarded "
    "Accept-Language Accept Accept-Encoding Content-Type Content-Encoding Transfer-Encoding Referer Origin "
    "User-Agent Authorization If-Modified-Since If-None-Match Range X-CSRFToken X-Requested-With "
    "HX-Request HX-Target HX-Trigger HX-Current-URL HX-Boosted HX-History-Restore-Request HX-Prompt "
    "Stripe-Signature X-HTTP-Method-Override X-Original-URL X-Rewrite-URL Sec-Fetch-Site Upgrade"
).split()
CHARSETS = "utf-7 utf-16 utf-32 latin-1 base64 hex rot13 zip idna punycode undefined unicode_escape x".split()
COOKIES = "sessionid csrftoken messages django_language bag __Host-sessionid".split()
HTMX = ({}, {"HX-Request": "true"}, {"HX-Request": "true", "HX-Target": "bag-part"})


@dataclass
class Maker:
    """Knows the addresses, whose browser it may use, and what the views have asked for so far."""

    addresses: list[Address]
    people: People
    learnt: Learnt

    def __post_init__(self) -> None:
        self.front = [address for address in self.addresses if not address.is_staff]
        self.staff = [address for address in self.addresses if address.is_staff]

    def draw(self, dice: Random) -> Attack:
        """The next attack."""
        kind = dice.choices(KINDS, WEIGHTS)[0]
        return kind(self, dice)

    def query(self, address: Address, dice: Random, value: Callable[[Random], bytes] = text) -> bytes:
        """A query with anything for one to three names; now and then with a hundred, or no query at all."""
        drawn = dice.random()
        if drawn < 0.02:
            return b"&".join(b"q%d=%s" % (n, quote(value(dice))) for n in range(100))
        if drawn < 0.05:
            return value(dice).replace(b"\x00", b"%00").replace(b" ", b"+").replace(b"#", b"")
        return self.fields(address, dice, value)

    def fields(self, address: Address, dice: Random, value: Callable[[Random], bytes] = text) -> bytes:
        names = self.learnt.names(address)
        pairs = []
        for _pair in range(dice.randint(1, 3)):
            name = dice.choice(names).encode() if dice.random() < 0.9 else value(dice)
            pairs.append(quote(name) + dice.choice([b"=", b"=", b"=", b"[]="]) + quote(value(dice)))
        return b"&".join(pairs)


def quote(raw: bytes) -> bytes:
    return quote_from_bytes(raw).encode()


def sent_by(person: Person, attack: Attack, **more: str) -> Attack:
    """The attack from the browser of `person`, who has the token of the shop's forms."""
    headers = dict(attack.headers) | more
    if person.cookies:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
        headers["X-CSRFToken"] = person.token
    return replace(attack, headers=tuple(headers.items()))


def form(kind: str, path: bytes, body: bytes) -> Attack:
    return Attack(kind, "POST", path, headers=(("Content-Type", FORM),), body=body)


def page(maker: Maker, dice: Random) -> Attack:
    """Any page of the front, with anything in its address."""
    address = dice.choice(maker.front)
    is_honest = dice.random() < 0.6
    attack = Attack("page", "GET", address.path(dice, is_honest=is_honest), maker.query(address, dice))
    attack = replace(attack, template=address.template)
    return sent_by(maker.people.get(dice.choice(["stranger", "stranger", "shopper", "ada"])), attack)


def redirected(maker: Maker, dice: Random) -> Attack:
    """The admin without a session."""
    address = dice.choice(maker.staff)
    attack = Attack(
        "admin", dice.choice(["GET", "GET", "HEAD"]), address.path(dice), maker.query(address, dice)
    )
    return sent_by(maker.people.get(dice.choice(["stranger", "ada"])), attack)


def staff(maker: Maker, dice: Random) -> Attack:
    """The admin, opened by staff who followed a link that somebody prepared."""
    address = dice.choice(maker.staff)
    path = address.path(dice, is_honest=dice.random() < 0.8)
    attack = Attack("staff", "GET", path, maker.query(address, dice), template=address.template)
    return sent_by(maker.people.get("staff"), attack)


def any_form(maker: Maker, dice: Random) -> Attack:
    """A form to any address of the front, with fields that its view reads."""
    address = dice.choice(maker.front)
    path = address.path(dice, is_honest=True)
    attack = form("form", path, maker.fields(address, dice))
    if dice.random() < 0.2:
        attack = multipart(dice, path, maker.learnt.names(address))
    attack = replace(attack, template=address.template)
    return sent_by(maker.people.get(dice.choice(["guest", "shopper", "ada"])), attack)


def multipart(dice: Random, path: bytes, names: list[str], value: Callable[[Random], bytes] = text) -> Attack:
    """A form with parts, whole or not, some of them files."""
    name = dice.choice(names)
    file = dice.choice(["", '; filename="a.txt"', '; filename="../a\\"', "; filename*=UTF-8''%00%ff"])
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode()
    body = part + value(dice) + f"\r\n--{BOUNDARY}--\r\n".encode()
    boundary = dice.choice([BOUNDARY, BOUNDARY, BOUNDARY, "", "x" * 300, '"', "é"])
    if dice.random() < 0.2:
        body = body[: dice.randint(0, len(body))]
    content_type = f"multipart/form-data; boundary={boundary}"
    return Attack("multipart", "POST", path, headers=(("Content-Type", content_type),), body=body)


def bag(maker: Maker, dice: Random) -> Attack:
    """The bag's forms."""
    path = dice.choice([b"/bag/add/", b"/bag/update/", b"/bag/remove/"])
    fields = {b"sku": b"TW-A4", b"quantity": b"1", b"next": b"/"}
    for name in dice.sample(list(fields), dice.randint(1, 2)):
        fields[name] = text(dice)
    body = b"&".join(name + b"=" + quote(value) for name, value in fields.items())
    person = maker.people.get(dice.choice(["guest", "shopper", "shopper"]))
    return sent_by(person, form("bag", path, body), **dice.choice(HTMX))


def gate(maker: Maker, dice: Random) -> Attack:
    """The checkout's form, before and after paying, of a checkout that is open and not paid."""
    person = maker.people.get("shopper")
    fields = {**ADDRESS, "client_secret": person.secret, "amount": person.amount}
    values = {name.encode(): value.encode() for name, value in fields.items()}
    for name in dice.sample(list(values), dice.randint(1, 3)):
        values[name] = text(dice)
    body = b"&".join(name + b"=" + quote(value) for name, value in values.items())
    path = dice.choice([b"/checkout/cache_checkout_data/"] * 3 + [b"/checkout/"])
    return sent_by(person, form("checkout", path, body))


def search(maker: Maker, dice: Random) -> Attack:
    """The search."""
    query = (
        b"q=" + quote(text(dice)) + dice.choice([b"", b"", b"&page=" + quote(text(dice)), b"&sort=price_asc"])
    )
    return Attack("search", "GET", b"/search/", query)


def dirty(maker: Maker, dice: Random) -> Attack:
    """NUL, or what is no UTF-8, in the path, the query or a form of any address: refused everywhere."""
    address = dice.choice(maker.addresses)
    path = address.path(dice, is_honest=True)
    where = dice.choice(["query", "query", "path", "form", "multipart"])
    attack = {
        "path": lambda: Attack("dirty path", "GET", path + dirt(dice) + dice.choice([b"", b"/"])),
        "query": lambda: Attack("dirty query", "GET", path, maker.fields(address, dice, dirt)),
        "form": lambda: form("dirty form", path, maker.fields(address, dice, dirt)),
        "multipart": lambda: _dirty_parts(dice, path, maker.learnt.names(address)),
    }[where]()
    if where == "query" and dice.random() < 0.2:  # as it is, without %
        attack = replace(attack, query=b"q=" + dice.choice(DIRT[:12]))
    person = maker.people.get(dice.choice(["stranger", "guest", "ada", "staff"]))
    return replace(sent_by(person, attack), must=(400,))


def _dirty_parts(dice: Random, path: bytes, names: list[str]) -> Attack:
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{dice.choice(names)}"\r\n\r\n'.encode()
    body = part + dirt(dice) + f"\r\n--{BOUNDARY}--\r\n".encode()
    headers = (("Content-Type", f"multipart/form-data; boundary={BOUNDARY}"),)
    return Attack("dirty multipart", "POST", path, headers=headers, body=body)


def header(maker: Maker, dice: Random) -> Attack:
    """One to three headers with anything in them, mostly where little is rendered."""
    path = dice.choice(CHEAP) if dice.random() < 0.95 else dice.choice(maker.front).path(dice, is_honest=True)
    method = dice.choice(["GET", "GET", "POST"])
    attack = Attack(
        "header", method, path, b"" if dice.random() < 0.5 else b"q=%2BAAA-%AA".replace(b"%AA", b"x")
    )
    if dice.random() < 0.3:
        attack = sent_by(maker.people.get(dice.choice(["guest", "shopper", "ada"])), attack)
    changes = {name: header_value(name, dice) for name in dice.sample(NAMES, dice.randint(1, 3))}
    return replace(attack, headers=tuple((dict(attack.headers) | changes).items()))


def header_value(name: str, dice: Random) -> str:
    """A value that is odd for that header; a server has refused line ends and NUL before us."""
    odd = text(dice).decode("utf-8").encode().decode("latin-1")
    odd = "".join(character for character in odd if character not in "\r\n\x00")
    if name == "Cookie":
        return cookie(dice, odd)
    if name == "Host":
        hosts = [
            EVIL_HOST,
            f"testserver.{EVIL_HOST}",
            f"testserver@{EVIL_HOST}",
            "testserver:80:80",
            "[::1",
            odd,
        ]
        return dice.choice(hosts)
    if name == "Content-Type":
        charset = dice.choice(CHARSETS)
        kinds = [f"text/plain; charset={charset}", f"{FORM}; charset={charset}", f"{FORM};{odd}", odd]
        return dice.choice(kinds)
    if name == "Accept-Language":
        return dice.choice(["de;q=x", "de" * 500, "x-" * 5000, ",".join(["de"] * 3000), odd])
    return odd


def cookie(dice: Random, odd: str) -> str:
    """One of our cookies, changed; cookies in quotation marks may hold any byte as \\ooo."""
    name = dice.choice(COOKIES)
    quoted = '"' + "".join(f"\\{byte:03o}" for byte in dice.choice(DIRT)) + 'aaaaaaaa"'
    return f"{name}={dice.choice([quoted, odd, 'a' * 32, 'a' * 9000, f'<{MARK}>', '()<>@,;'])}"


def method(maker: Maker, dice: Random) -> Attack:
    """A method that the address does not expect."""
    path = (
        dice.choice(CHEAP) if dice.random() < 0.9 else dice.choice(maker.addresses).path(dice, is_honest=True)
    )
    attack = Attack("method", dice.choice(METHODS), path, body=text(dice))
    return sent_by(maker.people.get(dice.choice(["stranger", "ada"])), attack)


def cut(maker: Maker, dice: Random) -> Attack:
    """A body that ends too early, because the connection broke or the length was a lie."""
    path = dice.choice([b"/checkout/wh/", b"/bag/add/", b"/checkout/", b"/accounts/login/", b"/search/"])
    attack = dice.choice([form("", path, b"sku=TW-A4&quantity=1"), multipart(dice, path, ["sku"])])
    length = str(len(attack.body) + dice.randint(1, 1000))
    headers = (*attack.headers, ("Content-Length", length))
    return replace(attack, kind="cut", headers=headers, is_cut=dice.random() < 0.7)


def forged(_maker: Maker, dice: Random) -> Attack:
    return deliveries.forged(dice)


def signed(_maker: Maker, dice: Random) -> Attack:
    return deliveries.signed(dice)


Kind = Callable[[Maker, Random], Attack]
# Most input is refused early, in a fraction of a millisecond; a page that is rendered takes fifty times that.
MIX: tuple[tuple[Kind, int], ...] = (
    (forged, 400),
    (signed, 25),
    (dirty, 280),
    (redirected, 120),
    (header, 50),
    (method, 20),
    (cut, 25),
    (gate, 15),
    (bag, 20),
    (search, 12),
    (any_form, 15),
    (page, 14),
    (staff, 4),
)
KINDS, WEIGHTS = [kind for kind, _weight in MIX], [weight for _kind, weight in MIX]
