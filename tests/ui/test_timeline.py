"""Things along the days: places are shares of the width, months are few enough to be read."""

from datetime import date

import pytest

from cite.ui.components.timeline import Mark, MarkLine, Span, timeline

TODAY = date(2026, 11, 28)


def drawn(*marks, spans=(), today=TODAY):
    return timeline(
        label="Une année",
        lines=[MarkLine("Échanges", marks)],
        legend=[("done", "Fait")],
        spans=spans,
        today=today,
    )


def test_a_silence_is_as_wide_as_it_was_long():
    picture = drawn(Mark(date(2025, 11, 28), "done"), Mark(date(2026, 5, 29), "missed"))
    ((_name, marks),) = picture["lines"]
    assert [place for _mark, place in marks] == ["2.00", "49.87"]
    assert picture["now"] == "98.00"


def test_what_is_to_come_stands_after_today():
    picture = drawn(Mark(date(2026, 10, 29), "done"), Mark(date(2026, 12, 28), "open"))
    assert float(picture["now"]) == pytest.approx(50, abs=0.1)


def test_what_happened_stands_above_what_is_open_on_the_same_day():
    picture = drawn(Mark(TODAY, "missed"), Mark(TODAY, "done"), Mark(TODAY, "open"))
    assert [mark.shape for mark, _place in picture["lines"][0][1]] == ["open", "done", "missed"]


def test_a_pause_is_as_wide_as_its_days_and_stays_within_the_picture():
    pause = Span(date(2026, 11, 20), date(2027, 3, 1), "Pause")
    ((_label, x, width),) = drawn(Mark(date(2026, 10, 29), "done"), spans=[pause])["spans"]
    assert float(x) + float(width) == pytest.approx(98)


def test_a_pause_of_a_day_is_seen_and_one_outside_of_the_picture_is_not_told():
    first = date(2026, 10, 29)
    a_day, before = Span(first, first, "Pause"), Span(date(2026, 9, 1), date(2026, 10, 28), "Pause")
    after = Span(date(2026, 12, 1), date(2026, 12, 9), "Pause")
    ((_label, x, width),) = drawn(Mark(first, "done"), spans=[a_day, before, after])["spans"]
    assert (x, float(width)) == ("2.00", pytest.approx(96 / 30, abs=0.01))


@pytest.mark.parametrize("first", [date(2026, 11, 28), date(2026, 10, 2), date(2025, 1, 1), date(1999, 3, 3)])
def test_months_are_few_and_within_the_picture(first):
    ticks = drawn(Mark(first, "done"))["ticks"]
    assert len(ticks) <= 7
    assert all(2 <= float(place) <= 98 for place, _words in ticks)


def test_months_are_said_as_people_write_them_and_january_by_its_year():
    ticks = drawn(Mark(date(2025, 10, 15), "done"), today=date(2026, 3, 2))["ticks"]
    assert [words for _place, words in ticks] == ["nov.", "déc.", "2026", "fév.", "mars"]


def test_nothing_yet_is_drawn_as_an_empty_month():
    assert drawn()["now"] == "2.00"
