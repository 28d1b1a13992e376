"""German as the shop writes it, where Django's own formats say nothing or say it otherwise."""

DATETIME_FORMAT = "j. F Y, H:i"
DAY_FORMAT = "j. N"
MOMENT_FORMAT = "j. N Y, H:i"
MOMENT_SECONDS_FORMAT = "j. N Y, H:i:s"
WEEKDAY_FORMAT = "l, j. F Y, H:i"
WEEKDAY_SECONDS_FORMAT = "l, j. F Y, H:i:s"
