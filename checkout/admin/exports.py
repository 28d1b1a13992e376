"""Downloads of a list, safe to open in any spreadsheet."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from catalogue.transfer.cells import NOT_IN_XML, safe_cell


def local_time(value: datetime) -> datetime:
    """`value` in the shop's time zone, to the second, without a zone: spreadsheets know none."""
    return timezone.make_naive(value).replace(microsecond=0)


class SafeExportMixin(SpreadsheetExportMixin):
    """CSV and XLSX in the shop's time, without formulas and without characters that XLSX cannot hold."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        if isinstance(value, datetime):
            value = local_time(value)
        cell = super().preprocess_field_value(field, value, export_format)
        if not isinstance(cell, str):
            return cell
        text = NOT_IN_XML.sub("", cell)
        return safe_cell(text) if export_format == self.FORMAT_CSV else text
