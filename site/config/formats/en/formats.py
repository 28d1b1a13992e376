"""English as the shop writes it: British dates, the day first.

The last five names are the shop's own: each language needs them.
"""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
FIRST_DAY_OF_WEEK = 1

DAY_FORMAT = "j M"
MOMENT_FORMAT = "j M Y, H:i"
MOMENT_SECONDS_FORMAT = "j M Y, H:i:s"
WEEKDAY_FORMAT = "l, j F Y, H:i"
WEEKDAY_SECONDS_FORMAT = "l, j F Y, H:i:s"
