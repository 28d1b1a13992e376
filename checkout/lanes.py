"""Runs the worker's jobs in lanes, a thread each, until it is told to stop; and says that they are alive."""

import logging
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from threading import Event, Thread
from typing import NoReturn

from django.db import DatabaseError, InterfaceError, connections
from django.utils import timezone

from checkout.models import Heartbeat
from checkout.worker import LANES, Job, Outcome, jobs, run_job

logger = logging.getLogger(__name__)

# Supervisors kill after 10 seconds. Whatever a lane is at is safe to be broken off: that is how crashes go.
STOP_WITHIN_S = 7.0
BEAT_EVERY_S = 10.0
TICK_S = 0.5


class Lane(Thread):
    """The jobs of one lane, one turn after the other."""

    def __init__(self, name: str, todo: Sequence[Job], stop: Event) -> None:
        super().__init__(name=f"lane-{name}", daemon=True)
        self.lane = name
        self.todo = todo
        self.stop = stop
        self._beat_due = 0.0

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self.turn()
                self.stop.wait(TICK_S)
        finally:
            connections.close_all()

    def turn(self) -> None:
        """Run what is due, each job once, so that one with a long queue does not hold up the others."""
        for job in self.todo:
            if self.stop.is_set():
                return
            if job.due <= time.monotonic():
                plan(job, run_job(job, self.stop))
                self._beat()
        self._beat()

    def _beat(self) -> None:
        if time.monotonic() >= self._beat_due:
            self._beat_due = time.monotonic() + BEAT_EVERY_S
            beat([self.lane])


def plan(job: Job, outcome: Outcome) -> None:
    """Say when `job` is due again: at once while there is more to do, later each time that it is in vain."""
    is_in_vain = outcome in (Outcome.FUTILE, Outcome.FAILED)
    job.futile = job.futile + 1 if is_in_vain else 0
    job.due = time.monotonic() + (0.0 if outcome == Outcome.MORE else job.wait_s)


def beat(lanes: Iterable[str]) -> None:
    """Write down that these lanes are alive; without a database nobody can be told."""
    now = timezone.now()
    try:
        Heartbeat.objects.bulk_create(
            [Heartbeat(lane=lane, beat_at=now) for lane in lanes],
            update_conflicts=True,
            unique_fields=["lane"],
            update_fields=["beat_at"],
        )
    except (DatabaseError, InterfaceError) as error:
        logger.warning("no heartbeat written: %s", type(error).__name__)


def lanes_of(todo: Sequence[Job], stop: Event) -> list[Lane]:
    """A lane for each name that a job has."""
    names = dict.fromkeys((*LANES, *(job.lane for job in todo)))
    by_lane = {name: [job for job in todo if job.lane == name] for name in names}
    return [Lane(name, mine, stop) for name, mine in by_lane.items() if mine]


class LaneDied(Exception):
    """A lane ended that was not told to: whoever supervises the worker shall start it anew."""


def work(stop: Event) -> bool:
    """Run all lanes until `stop` is set; answers whether each of them then came to its end in time.

    Raises LaneDied.
    """
    lanes = lanes_of(jobs(), stop)
    for lane in lanes:
        lane.start()
    while not stop.is_set():
        # Asked, not waited for: the signal's handler, which sets `stop`, runs in this very thread.
        time.sleep(TICK_S)
        dead = [lane.lane for lane in lanes if not (lane.is_alive() or stop.is_set())]
        if dead:
            raise LaneDied(", ".join(dead))
    return _all_end(lanes)


def _all_end(lanes: Sequence[Lane]) -> bool:
    deadline = time.monotonic() + STOP_WITHIN_S
    for lane in lanes:
        lane.join(max(0.0, deadline - time.monotonic()))
    late = [lane.lane for lane in lanes if lane.is_alive()]
    if late:
        logger.warning("broken off, to be done again at the next start: lane %s", ", ".join(late))
    return not late


def leave_at_once(status: int) -> NoReturn:
    """End the process without waiting for threads that wait for somebody else."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)


def do_all_once(patience_s: float) -> Iterator[str]:
    """Give each job turns until it is done or has had its time; answers the names of those that failed."""
    for job in jobs():
        ends_at = time.monotonic() + patience_s
        outcome = Outcome.MORE
        while outcome == Outcome.MORE and time.monotonic() < ends_at:
            outcome = run_job(job)
        if outcome == Outcome.FAILED:
            yield job.name
    beat(LANES)
