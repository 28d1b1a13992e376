"""Counters of the rate limits: rows, because every worker must see the same count."""

from django.db import models


class RateCount(models.Model):
    """How often one key was used in one window of time."""

    key = models.CharField(max_length=120)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "window"), name="rate_count_once"),)

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"
