"""How often somebody may try to sign in: counted in the database, the same for every worker."""

from dataclasses import dataclass
from hashlib import sha256

from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest

from checkout.limits import Limit, forget_tries, give_back, spend

# One account from one address; a window of five minutes is also the longest that anybody is kept out. By
# account alone, anybody could keep its owner out for ever, from anywhere, with six wrong passwords in time.
LOGIN = Limit("login", 5, 300)
LOGIN_BY_ADDRESS = Limit("login-ip", 10, 60)


@dataclass(frozen=True)
class LoginTry:
    """One try from `address` (an IPv6 network of one customer counts as one) to sign in as `login`."""

    address: str
    login: str

    def spend(self) -> None:
        """Count it. Raises TooMany."""
        spend(LOGIN_BY_ADDRESS, self.address)
        spend(LOGIN, self._key)

    def rollback(self) -> None:
        """It was the right password: it does not count."""
        give_back(LOGIN_BY_ADDRESS, self.address)
        give_back(LOGIN, self._key)

    def forget(self) -> None:
        """Let this address try this account anew."""
        forget_tries(LOGIN, self._key)

    @property
    def _key(self) -> str:
        return sha256(f"{self.address} {self.login.lower()}".encode()).hexdigest()


def login_try(request: HttpRequest, login: str) -> LoginTry:
    """The try that `request` is."""
    return LoginTry(get_ip(request), login)
