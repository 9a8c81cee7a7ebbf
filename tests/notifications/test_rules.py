"""The rules of messages, as tables."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.notifications.rules.addresses import masked, normal_phone
from cite.notifications.rules.outcomes import NextStep, Outcome, next_step
from cite.notifications.rules.schedule import (
    NEVER_QUIET,
    RETRY_DELAYS,
    QuietHours,
    is_cooling,
    next_digest,
    next_window,
    retry_delay,
)
from cite.notifications.rules.texts import (
    MissingField,
    absolute_url,
    faults_of,
    fill,
    for_sms,
    one_line,
    sms_segments,
)

PARIS = ZoneInfo("Europe/Paris")
NIGHTS = QuietHours()
SIESTA = QuietHours(time(12), time(14), sundays=False)


def at(day: int, clock: str) -> datetime:
    """November 2026: the 23rd is a Monday, the 29th a Sunday."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("moment", "quiet", "opens", "closes"),
    [
        (at(23, "14:05"), NIGHTS, at(23, "14:05"), at(23, "20:00")),
        (at(23, "20:00"), NIGHTS, at(24, "08:00"), at(24, "20:00")),
        (at(23, "07:59"), NIGHTS, at(23, "08:00"), at(23, "20:00")),
        (at(28, "21:00"), NIGHTS, at(30, "08:00"), at(30, "20:00")),
        (at(29, "12:00"), NIGHTS, at(30, "08:00"), at(30, "20:00")),
        (at(23, "12:30"), SIESTA, at(23, "14:00"), at(24, "12:00")),
        (at(29, "03:00"), SIESTA, at(29, "03:00"), at(29, "12:00")),
        (at(29, "03:00"), NEVER_QUIET, at(29, "03:00"), None),
        (
            at(29, "03:00"),
            QuietHours(time(0), time(0), sundays=True),
            at(30, "00:00"),
            at(30, "00:00") + timedelta(days=6),
        ),
    ],
)
def test_a_message_waits_for_the_end_of_the_quiet_hours(moment, quiet, opens, closes):
    assert next_window(moment, quiet) == (opens, closes)


clocks = st.times().map(lambda t: t.replace(second=0, microsecond=0))
quiets = st.builds(QuietHours, clocks, clocks, st.booleans())
moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(PARIS))


@given(moments, quiets)
def test_no_message_leaves_in_quiet_hours(moment, quiet):
    opens, closes = next_window(moment, quiet)
    assert opens >= moment
    assert not quiet.covers(opens)
    if closes is not None:
        assert opens < closes
        assert quiet.covers(closes)
        middle = opens.replace(tzinfo=None) + (closes.replace(tzinfo=None) - opens.replace(tzinfo=None)) / 2
        assert not quiet.covers(middle)


@pytest.mark.parametrize(
    ("moment", "weekly", "expected"),
    [
        (at(23, "07:00"), False, at(23, "08:00")),
        (at(23, "08:00"), False, at(24, "08:00")),
        (at(23, "07:00"), True, at(23, "08:00")),
        (at(23, "09:00"), True, at(30, "08:00")),
    ],
)
def test_digests_leave_at_eight(moment, weekly, expected):
    assert next_digest(moment, weekly=weekly) == expected


def test_attempts_are_spaced_out_then_given_up():
    delays = [retry_delay(n) for n in range(1, 8)]
    assert delays == [*RETRY_DELAYS, None]
    assert delays[:-1] == sorted(delays[:-1])


NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("outcome", "attempts", "step"),
    [
        (Outcome.SENT, 1, NextStep("deliver")),
        (Outcome.RETRY, 1, NextStep("put_back", NOW + timedelta(minutes=1))),
        (Outcome.PAUSE, 2, NextStep("put_back", NOW + timedelta(minutes=5))),
        (Outcome.RETRY, 7, NextStep("fail")),
        (Outcome.REFUSED, 1, NextStep("fail")),
        (Outcome.UNCERTAIN, 1, NextStep("doubt")),
    ],
)
def test_what_follows_an_attempt(outcome, attempts, step):
    assert next_step(outcome, attempts, NOW) == step


@given(st.lists(moments, min_size=2, max_size=30), st.timedeltas(timedelta(minutes=1), timedelta(days=30)))
def test_never_twice_within_the_cool_down(asked, cooldown):
    said: list[datetime] = []
    for moment in sorted(asked):
        if not is_cooling(said[-1] if said else None, cooldown, moment):
            said.append(moment)
    assert all(later - earlier >= cooldown for earlier, later in zip(said, said[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("", 0),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("é" * 160, 1),
        ("ê" * 70, 1),
        ("ê" * 71, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_how_many_sms_a_text_takes(text, segments):
    assert sms_segments(text) == segments


def test_typographic_characters_do_not_double_the_price():
    text = "L’atelier « CV » est déplacé… – à demain\u00a0!"
    assert for_sms(text) == 'L\'atelier " CV " est déplacé... - à demain !'
    assert sms_segments(for_sms(text * 3)) == 1
    assert for_sms("Être reçu, où ? Çà et là, œuvre, 日本, €") == "Etre recu, où ? Çà et là, oeuvre, 日本, €"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Bonjour {recipient}, {link}", []),
        ("Bonjour {thing} : {link}", []),
        ("Bonjour", ["link_missing"]),
        ("{prenom} {link}", ["no_such_field"]),
        ("{Prénom} {link}", ["no_such_field", "no_such_field"]),
        ("{link.__class__}", ["no_such_field", "no_such_field", "link_missing"]),
        ("{link} }", ["no_such_field"]),
        ("  ", ["text_missing"]),
        ("{link}" + "x" * 100, ["text_too_long"]),
    ],
)
def test_a_text_that_would_not_work_is_refused(text, codes):
    assert [code for code, _about in faults_of("{thing} : {link}", text, ["thing"], limit=100)] == codes


def test_fields_are_filled_once():
    assert fill("{a} {b}", {"a": "{b}", "b": "x"}) == "{b} x"
    with pytest.raises(MissingField):
        fill("{a}", {})


@given(st.text(), st.integers(1, 50))
def test_a_subject_is_one_line(text, limit):
    line = one_line(text, limit)
    assert len(line) <= limit
    assert not set(line) & set("\r\n\t\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


@pytest.mark.parametrize(
    ("site", "host", "path", "expected"),
    [
        ("https://cite.gouv.fr", "", "/a/", "https://cite.gouv.fr/a/"),
        ("https://cite.gouv.fr/", "loire.gouv.fr", "/a/", "https://loire.gouv.fr/a/"),
        ("http://localhost:8000", "loire.localhost", "/", "http://loire.localhost:8000/"),
    ],
)
def test_links_are_absolute(site, host, path, expected):
    assert absolute_url(site, host, path) == expected


@pytest.mark.parametrize(
    "path", ["", "a/", "//evil.example.org", "/\\evil.example.org", "/a\nb", "http://x/"]
)
def test_links_stay_on_the_site(path):
    with pytest.raises(ValueError):
        absolute_url("https://cite.gouv.fr", "", path)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("+33 6.12.34.56.78", "+33612345678"),
        ("0033612345678", "+33612345678"),
        ("04 77 48 77 48", ""),
        ("0639", ""),
        ("bonjour", ""),
        ("+41 78 123 45 67", "+41781234567"),
    ],
)
def test_a_mobile_number_is_read_as_people_type_it(typed, number):
    assert normal_phone(typed) == number


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_number_or_nothing(typed):
    number = normal_phone(typed)
    assert number == "" or (number.startswith("+") and number[1:].isdigit())


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("nadia@example.org", "n…@example.org"),
        ("+33612345678", "+33\u00a0…\u00a078"),
        ("", ""),
    ],
)
def test_an_address_is_shown_without_saying_whose(address, shown):
    assert masked(address) == shown
