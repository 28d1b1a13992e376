"""Signs of life of the worker: a row for each of its lanes, because whoever asks is another process."""

from django.db import models


class Heartbeat(models.Model):
    """When a lane of the worker, whichever worker it was, last ended a turn."""

    lane = models.CharField(max_length=20, unique=True)
    beat_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.lane}: {self.beat_at:%Y-%m-%d %H:%M:%S}"
