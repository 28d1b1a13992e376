"""Second factors for tests: an app whose codes are known."""

import time

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

from profiles.models import User


class App:
    """An authenticator app, set up for `user`."""

    def __init__(self, user: User) -> None:
        self.secret = generate_totp_secret()
        TOTP.activate(user, self.secret)

    def code(self, seconds: int = 0) -> str:
        """What it shows now, or would show with a clock that is `seconds` off."""
        return format_hotp_value(hotp_value(self.secret, int(time.time() + seconds) // 30))
