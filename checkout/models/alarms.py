"""Alarms about stolen cards being tried: rows, because every worker must see the same one."""

from django.db import models
from django.utils import timezone


class CardTestingAlarm(models.Model):
    """One time that far too many cards were declined in the whole shop; over by itself at `closes_at`.

    The row is also the outbox of the one mail that tells staff.
    """

    opened_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField(db_index=True)
    declined = models.PositiveIntegerField()  # cards, in the ten minutes that were counted last
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.opened_at:%Y-%m-%d %H:%M}: {self.declined} cards declined"
