"""Days and hours as people of each language say them: who reads with difficulty knows a day by its name."""

from __future__ import annotations

from datetime import date, time

from babel.dates import format_date, get_day_names

from cite.core.languages import Language


def day_text(day: date, language: Language) -> str:
    """Write a day in full; in French, the first of a month is an ordinal."""
    written = format_date(day, "full", locale=language.locale)
    return written.replace(" 1 ", " 1er ", 1) if language.is_french and day.day == 1 else written


def weekday_text(day: date, language: Language) -> str:
    """Name the day of the week, within a sentence."""
    return get_day_names("wide", context="format", locale=language.locale)[day.weekday()]


def clock_text(moment: time, language: Language) -> str:
    """Write an hour of the day: « 8 h 30 » in French, 08:30 elsewhere."""
    if not language.is_french:
        return f"{moment:%H:%M}"
    return f"{moment.hour}\u00a0h\u00a0{moment:%M}" if moment.minute else f"{moment.hour}\u00a0h"
