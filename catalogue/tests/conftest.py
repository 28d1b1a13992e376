"""The people and the database rules of the whole suite, for this app's tests."""

from tests.conftest import *  # noqa: F403
