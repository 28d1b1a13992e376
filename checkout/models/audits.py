"""What the money audit found, kept so that the web process can show what the worker ran."""

from django.db import models
from django.utils import timezone


class AuditRun(models.Model):
    """One run of all checks; `breaches` lists those that failed, with ids of rows but no personal data."""

    ran_at = models.DateTimeField(default=timezone.now, db_index=True)
    checks = models.PositiveSmallIntegerField()
    breaches = models.JSONField(default=list)

    class Meta:
        ordering = ("-id",)
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.ran_at:%Y-%m-%d %H:%M}: {len(self.breaches)} of {self.checks}"
