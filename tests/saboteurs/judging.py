"""What a run of pytest says about a saboteur."""

import re
from dataclasses import dataclass
from enum import StrEnum

FAILED_TESTS = 1  # pytest's exit status: tests ran, some failed
# A change that leaves nonsense behind makes any test red, whatever it guards.
NONSENSE = re.compile(
    r"\b(?:NameError|UnboundLocalError|ImportError|ModuleNotFoundError|SyntaxError|IndentationError): .*"
)
RED = re.compile(r"^FAILED (?:\S+::)?(.+)$", re.MULTILINE)


class Verdict(StrEnum):
    """What became of a saboteur."""

    CAUGHT = "caught"
    MISSED = "NOT CAUGHT"
    BROKEN = "broken patch"


@dataclass(frozen=True)
class Finding:
    """A verdict and what speaks for it: the test that went red, or what went wrong."""

    verdict: Verdict
    detail: str


def judge(status: int, output: str) -> Finding:
    """The verdict on a run that ended with `status`: caught only if a test failed, and not by an accident.

    An error before a test began, a test that does not exist or a crash are the saboteur's own fault.
    """
    if status == 0:
        return Finding(Verdict.MISSED, "its tests stay green")
    if nonsense := NONSENSE.search(output):
        return Finding(Verdict.BROKEN, nonsense.group())
    red = RED.search(output)
    if status == FAILED_TESTS and red:
        return Finding(Verdict.CAUGHT, red.group(1))
    last = [line for line in output.splitlines() if line.strip()][-4:]
    return Finding(Verdict.BROKEN, f"pytest ended with {status}: " + " / ".join(last))


def red_tests(output: str) -> set[str]:
    """The ids of all tests that failed or could not begin."""
    return set(re.findall(r"^(?:FAILED|ERROR) (\S+)", output, re.MULTILINE))
