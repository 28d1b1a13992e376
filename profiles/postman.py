"""One connection to the mail server for all mails of a turn, and whose fault it is when one stays."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from smtplib import SMTPException, SMTPResponseException, SMTPServerDisconnected
from typing import TypeVar

from django.core.mail import EmailMessage, get_connection

from profiles.slices import give_up, in_turn

T = TypeVar("T")

SERVICE_ENDS = 421  # the one answer to a mail that is about the connection
AT_THE_DOOR = frozenset({"SMTPConnectError", "SMTPHeloError", "SMTPAuthenticationError"})


class Postman:
    """Sends mails over one connection, opened for the first of them.

    `is_gone` once the server does not answer, or dropped the connection: the next mail would fare no better.
    """

    def __init__(self) -> None:
        self._connection = get_connection()
        self.is_gone = False

    def send(self, message: EmailMessage) -> None:
        """Send one mail. Raises whatever kept it from being taken."""
        message.connection = self._connection
        try:
            self._connection.open()
            message.send()
        except Exception as error:
            self.is_gone = is_about_the_server(error)
            raise

    def close(self) -> None:
        """Say goodbye, if anybody listens."""
        with suppress(OSError, SMTPException):
            self._connection.close()


def deliver(waiting: Iterable[T], send: Callable[[T, Postman], int], most: int) -> int:
    """Let `send` send what is `waiting`, in one turn and over one connection; answers how many went out.

    Ends with the first that finds no mail server: nobody waits for a time-out once for each mail.
    """
    sent = 0
    post = Postman()
    try:
        for thing in in_turn(waiting, most):
            sent += send(thing, post)
            if post.is_gone:
                give_up()
                break
    finally:
        post.close()
    return sent


def is_about_the_server(error: Exception) -> bool:
    """Whether `error` says that the server is gone or serves nobody, rather than that it refuses one mail."""
    if isinstance(error, SMTPResponseException):
        return error.smtp_code == SERVICE_ENDS or type(error).__name__ in AT_THE_DOOR
    return isinstance(error, SMTPServerDisconnected) or (
        isinstance(error, OSError) and not isinstance(error, SMTPException)
    )
