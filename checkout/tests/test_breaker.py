"""The breaker before Stripe: few wait, nobody asks what is down, one call finds out that it is up again."""

from threading import Event, Thread

import pytest

from checkout.breaker import PATIENCE_S, REST_S, SLOW_S, WINDOW_S, Breaker, Refused

FAILURES = 5


class Down(Exception):
    """What the service's time-outs and 5xx stand for."""


class Declined(Exception):
    """An answer that is no failure of the service."""


class Clock:
    """A monotonic clock that a test moves."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def breaker(clock):
    return Breaker(
        places=2, queue=1, failures=FAILURES, is_failure=lambda error: isinstance(error, Down), clock=clock
    )


def fails(breaker, error=Down):
    with pytest.raises(error), breaker.asking():
        raise error


def opened(breaker):
    for _number in range(FAILURES):
        fails(breaker)


class Hanging:
    """Calls that are under way, each in a thread of its own, until `end`."""

    def __init__(self, breaker, count):
        self.over, began = Event(), [Event() for _number in range(count)]
        self.threads = [Thread(target=self._hang, args=(breaker, event)) for event in began]
        for thread, event in zip(self.threads, began, strict=True):
            thread.start()
            assert event.wait(5)

    def _hang(self, breaker, began):
        with breaker.asking():
            began.set()
            self.over.wait(10)

    def end(self):
        self.over.set()
        for thread in self.threads:
            thread.join(5)


def test_call_goes_through_and_gives_its_place_back(breaker):
    for _number in range(10):
        with breaker.asking():
            pass

    assert breaker._running == []


def test_many_failures_in_a_row_open_it(breaker):
    opened(breaker)

    with pytest.raises(Refused), breaker.asking():
        pytest.fail("asked")


def test_breaker_that_takes_any_number_never_opens(clock):
    patient = Breaker(2, 1, 0, lambda error: True, clock)
    opened(patient)

    with patient.asking():
        pass


@pytest.mark.parametrize("between", ["success", "declined", "long ago"])
def test_failures_that_are_not_in_a_row_leave_it_closed(breaker, clock, between):
    for _number in range(FAILURES - 1):
        fails(breaker)
    if between == "success":
        with breaker.asking():
            pass
    elif between == "declined":
        fails(breaker, Declined)
    else:
        clock.now += WINDOW_S + 1

    fails(breaker)

    with breaker.asking():
        pass


def test_after_a_rest_one_call_alone_tries(breaker, clock):
    opened(breaker)
    clock.now += REST_S
    trial = Hanging(breaker, 1)

    with pytest.raises(Refused), breaker.asking():
        pytest.fail("asked beside the trial")
    trial.end()

    with breaker.asking():
        pass


def test_trial_that_fails_begins_the_rest_anew(breaker, clock):
    opened(breaker)
    clock.now += REST_S
    fails(breaker)
    clock.now += REST_S - 1

    with pytest.raises(Refused), breaker.asking():
        pytest.fail("asked")
    clock.now += 1
    with breaker.asking():
        pass


def test_answer_to_a_call_from_before_does_not_close_it(breaker):
    early = Hanging(breaker, 1)
    opened(breaker)
    early.end()

    with pytest.raises(Refused), breaker.asking():
        pytest.fail("asked")


def test_place_that_comes_free_soon_is_waited_for(breaker):
    others = Hanging(breaker, 2)
    Thread(target=others.end).start()

    with breaker.asking():
        pass


def test_nobody_joins_the_queue_of_a_slow_service(breaker, clock):
    others = Hanging(breaker, 2)
    clock.now += SLOW_S + 0.1
    breaker._waiting = breaker.queue

    with pytest.raises(Refused), breaker.asking():
        pytest.fail("asked")

    others.end()


def test_patience_ends(breaker, clock):
    others = Hanging(breaker, 2)
    refused = Event()

    def wait():
        with pytest.raises(Refused), breaker.asking():
            pytest.fail("asked")
        refused.set()

    waiting = Thread(target=wait)
    waiting.start()
    while not breaker._waiting:
        waiting.join(0.01)
    clock.now += PATIENCE_S
    assert refused.wait(5)
    others.end()
    waiting.join(5)


def test_calls_do_not_wait_for_each_other(breaker):
    """Two are under way at once: no lock is held while the service takes its time."""
    others = Hanging(breaker, 2)

    assert len(breaker._running) == 2
    others.end()
    assert breaker._running == []
