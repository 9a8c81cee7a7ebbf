"""The signs that a pathway may break: each rule says on which days it holds, and since when the reason counts.

Source: domain §6.3. Of a day, a rule reads what had happened by then: the same rules serve the list of today and the
replay of the past. Health, sex, age, origin and district are not there to be read (RGPD, article 22; decisions).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from cite.core.working_days import after_working_days
from cite.dropout.enums.signs import Parameter as P
from cite.dropout.enums.signs import Severity, Sign
from cite.dropout.rules.history import History, Meeting
from cite.dropout.rules.spans import FOREVER, ONE_DAY, Days, days_after, days_counted, inside, without
from cite.dropout.rules.thresholds import Thresholds


class Span(NamedTuple):
    """A sign holds from a day to another; its reason counts days from `about`, or `count` things.

    A tuple: they are made by the million when the past is replayed.
    """

    sign: Sign
    severity: Severity
    first: date
    last: date
    about: date
    count: int = 0

    def holds(self, on: date) -> bool:
        """Say whether it holds on a day."""
        return self.first <= on <= self.last


Rule = Callable[[History, Thresholds], Iterator[Span]]


def _heard(history: History) -> list[date]:
    """List the days from which silence is counted: the entry, each exchange, each appointment she came to."""
    came = (each.on for each in history.meetings if each.came)
    return sorted({history.opened_on, *history.heard, *came})


def paused(history: History, thresholds: Thresholds) -> list[Days]:
    """List her pauses and the closings of the Cité, in order."""
    pauses = [(each.first, each.last or FOREVER) for each in history.pauses]
    return sorted([*pauses, *thresholds.closed])


def silence(history: History, thresholds: Thresholds) -> Iterator[Span]:
    """No news, in three levels; the days of a pause or of a closed period are not counted, and nothing is said then.

    They end no silence: a day of closing would hide whoever had not been heard of for months.
    """
    pauses, watched = paused(history, thresholds), thresholds[P.SILENCE_WATCH]
    levels = (
        (Severity.WATCH, thresholds[P.SILENCE_LOOK]),
        (Severity.LOOK, thresholds[P.SILENCE_SOON]),
        (Severity.SOON, None),
    )
    for base, following in pairwise([*_heard(history), FOREVER]):
        if (following - base).days <= watched:
            continue
        ends_before = following if following == FOREVER else following - ONE_DAY
        first = days_counted(base, watched + 1, pauses)
        for severity, until in levels:
            if first > ends_before:
                break
            worse = days_counted(base, until + 1, pauses) if until else FOREVER
            last = ends_before if worse == FOREVER or worse > ends_before else worse - ONE_DAY
            for left in without((first, last), pauses) if pauses else ((first, last),):
                yield Span(Sign.SILENCE, severity, *left, base)
            first = worse


def absences(history: History, thresholds: Thresholds) -> Iterator[Span]:
    """Absences without a word: one is watched, several in a row or in some months are looked at, until she is heard.

    From the day somebody notes it; a talk that same day is the call that followed.
    """
    if not any(each.is_absence for each in history.meetings):
        return
    heard = _heard(history)
    known = sorted((each for each in history.meetings if each.known_on), key=lambda each: each.on)
    in_a_row, past = 0, []
    for number, meeting in enumerate(known):
        if not meeting.is_absence:
            in_a_row = 0 if meeting.came else in_a_row
            continue
        in_a_row += 1
        past.append(meeting.on)
        counted = [on for on in past if (meeting.on - on).days < thresholds[P.ABSENCES_WINDOW]]
        many = in_a_row >= thresholds[P.ABSENCES_IN_A_ROW] or len(counted) >= thresholds[P.ABSENCES_COUNTED]
        first = _known(meeting)
        stops = [on for on in heard if on >= meeting.on]
        stops += [_known(each) for each in known[number + 1 :] if each.is_absence]
        forgotten = days_after(first, thresholds[P.ABSENCES_WINDOW])
        last = min([forgotten, *(on - ONE_DAY for on in stops)])
        severity = Severity.LOOK if many else Severity.WATCH
        if first <= last:
            yield Span(Sign.ABSENCES, severity, first, last, about=meeting.on, count=len(counted))


def _known(meeting: Meeting) -> date:
    """Tell from which day on it is known who came; never before the appointment."""
    return max(meeting.on, meeting.known_on or meeting.on)


def referral_unanswered(history: History, thresholds: Thresholds) -> Iterator[Span]:
    """A structure does not answer: watched after some working days, looked at later."""
    for each in history.sent:
        ended = min(each.answered_on or FOREVER, each.over_on or FOREVER)
        last = ended if ended == FOREVER else ended - ONE_DAY
        watched = after_working_days(each.sent_on, thresholds[P.UNANSWERED_WATCH]) + ONE_DAY
        looked = days_after(each.sent_on, thresholds[P.UNANSWERED_LOOK] + 1)
        yield from _rising(Sign.REFERRAL_UNANSWERED, watched, looked, last, each.sent_on)


def referral_undated(history: History, thresholds: Thresholds) -> Iterator[Span]:
    """A structure accepted, and no date came."""
    for each in history.sent:
        if each.answered_on is None or not each.is_accepted:
            continue
        ended = min(each.dated_on or FOREVER, each.over_on or FOREVER)
        first = days_after(each.answered_on, thresholds[P.UNDATED] + 1)
        last = ended if ended == FOREVER else ended - ONE_DAY
        if first <= last:
            yield Span(Sign.REFERRAL_UNDATED, Severity.WATCH, first, last, about=each.answered_on)


def presence_unfilled(history: History, thresholds: Thresholds) -> Iterator[Span]:
    """An appointment is past and nobody said whether she came: not an absence, a line to fill in."""
    for each in history.meetings:
        first = days_after(each.on, thresholds[P.UNFILLED] + 1)
        last = each.known_on - ONE_DAY if each.known_on else FOREVER
        if first <= last:
            yield Span(Sign.PRESENCE_UNFILLED, Severity.TO_FILL_IN, first, last, about=each.on)


def nothing_after(history: History, thresholds: Thresholds) -> Iterator[Span]:
    """An action ends with no next step: watched before its end, looked at after it."""
    for number, action in enumerate(history.stages):
        if action.ends_on is None:
            continue
        dropped = action.over_on is not None and action.over_on < action.ends_on
        others = [
            (each.added_on, each.over_on - ONE_DAY if each.over_on else FOREVER)
            for place, each in enumerate(history.stages)
            if place != number and (each.over_on is None or each.over_on > each.added_on)
        ]
        first = max(action.added_on, days_after(action.ends_on, -thresholds[P.END_NEAR]))
        looked = days_after(action.ends_on, thresholds[P.NOTHING_AFTER])
        for start, last in without((first, _before(action.over_on) if dropped else FOREVER), others):
            yield from _rising(Sign.NOTHING_AFTER, start, max(start, looked), last, action.ends_on)
            if last == FOREVER:
                continue
            if last >= action.ends_on:
                break


def deadline(history: History, thresholds: Thresholds) -> Iterator[Span]:
    """The end of a right or of a scheme comes near; only its date is known."""
    for each in history.deadlines:
        first = max(each.known_on, days_after(each.on, -thresholds[P.DEADLINE_NEAR]))
        last = each.over_on - ONE_DAY if each.over_on else FOREVER
        if first <= last:
            yield Span(Sign.DEADLINE, Severity.LOOK, first, last, about=each.on)


def obstacles(history: History, thresholds: Thresholds) -> Iterator[Span]:
    """Several open freins at once, or a blocking one that nothing answers."""
    if not history.obstacles:
        return
    edges = sorted(
        {day for each in history.obstacles for day in (each.first, _after(each.last)) if day < FOREVER}
    )
    for start, following in pairwise([*edges, FOREVER]):
        open_now = [each for each in history.obstacles if each.first <= start < _after(each.last)]
        last = following if following == FOREVER else following - ONE_DAY
        if len(open_now) >= thresholds[P.OBSTACLES_COUNT]:
            yield Span(Sign.OBSTACLES, Severity.LOOK, start, last, about=start, count=len(open_now))
    for each in history.obstacles:
        first = days_after(each.first, thresholds[P.BLOCKING_UNANSWERED] + 1)
        last = each.last or FOREVER
        if each.is_blocking and not each.is_answered and first <= last:
            yield Span(Sign.OBSTACLES, Severity.LOOK, first, last, about=each.first, count=1)


def without_referent(history: History, thresholds: Thresholds) -> Iterator[Span]:
    """Nobody follows her."""
    followed = [(each.first, each.last or FOREVER) for each in history.referents]
    for first, last in without((history.opened_on, FOREVER), followed):
        late = days_after(first, thresholds[P.WITHOUT_REFERENT] + 1)
        if late <= last:
            yield Span(Sign.WITHOUT_REFERENT, Severity.SOON, late, last, about=first)


def referent_changed(history: History, thresholds: Thresholds) -> Iterator[Span]:
    """Another referent, and no news since: a warm hand-over is missing."""
    if len(history.referents) < 2:  # noqa: PLR2004 - the first one replaces nobody
        return
    heard = _heard(history)
    for each in sorted(history.referents, key=lambda period: period.first)[1:]:
        since = [on for on in heard if on > each.first]
        last = days_after(each.first, thresholds[P.REFERENT_CHANGED])
        last = min([last, *(on - ONE_DAY for on in since)])
        if each.first < last:
            yield Span(Sign.REFERENT_CHANGED, Severity.WATCH, each.first + ONE_DAY, last, about=each.first)


def no_step(history: History, thresholds: Thresholds) -> Iterator[Span]:
    """Neither a step, nor a referral, nor an appointment to come; the days of a pause are not counted."""
    pauses = paused(history, thresholds)
    busy = [(each.added_on, _before(each.over_on)) for each in history.stages]
    busy += [(each.sent_on, _before(each.over_on)) for each in history.sent]
    busy += [(each.added_on, each.planned_until) for each in history.meetings]
    for first, last in without((history.opened_on, FOREVER), [each for each in busy if each[0] <= each[1]]):
        late = days_counted(first, thresholds[P.NO_STEP] + 1, pauses)
        for left in without((late, last), pauses) if late <= last else ():
            yield Span(Sign.NO_STEP, Severity.WATCH, *left, about=first)


def nothing_proposed(history: History, thresholds: Thresholds) -> Iterator[Span]:
    """Nothing was proposed since the entry."""
    proposed = [each.added_on for each in history.stages] + [each.sent_on for each in history.sent]
    first = days_after(history.opened_on, thresholds[P.NOTHING_PROPOSED] + 1)
    last = min(proposed) - ONE_DAY if proposed else FOREVER
    if first <= last:
        yield Span(Sign.NOTHING_PROPOSED, Severity.WATCH, first, last, about=history.opened_on)


RULES: dict[Sign, Rule] = {
    Sign.SILENCE: silence,
    Sign.ABSENCES: absences,
    Sign.REFERRAL_UNANSWERED: referral_unanswered,
    Sign.REFERRAL_UNDATED: referral_undated,
    Sign.PRESENCE_UNFILLED: presence_unfilled,
    Sign.NOTHING_AFTER: nothing_after,
    Sign.DEADLINE: deadline,
    Sign.OBSTACLES: obstacles,
    Sign.WITHOUT_REFERENT: without_referent,
    Sign.REFERENT_CHANGED: referent_changed,
    Sign.NO_STEP: no_step,
    Sign.NOTHING_PROPOSED: nothing_proposed,
}


def spans_of(history: History, thresholds: Thresholds, signs: Iterable[Sign] = tuple(RULES)) -> list[Span]:
    """List every stretch of days on which something is to be looked at, while the pathway is open."""
    life = opened_on, ends_before = history.opened_on, _before(history.closed_on)
    found = []
    for sign in signs:
        for span in RULES[sign](history, thresholds):
            if span.first >= opened_on and span.last <= ends_before:
                found.append(span)
            elif days := inside((span.first, span.last), life):
                found.append(Span(span.sign, span.severity, *days, about=span.about, count=span.count))
    return found


def signs_on(history: History, thresholds: Thresholds, on: date) -> list[Span]:
    """List what is to be looked at on a day: one reason a sign, its worst; the worst sign first, then the oldest."""
    if not history.opened_on <= on <= _before(history.closed_on):
        return []
    worst = []
    for rule in RULES.values():
        spans = [span for span in rule(history, thresholds) if span.first <= on <= span.last]
        if spans:
            worst.append(min(spans, key=_rank) if len(spans) > 1 else spans[0])
    return sorted(worst, key=_rank)


def level_of(signs: Iterable[Span]) -> Severity | None:
    """Tell the level of a situation: that of its worst sign, never a sum; none where nothing is to be looked at."""
    return max((span.severity for span in signs), default=None)


def _rank(span: Span) -> tuple[int, date, Sign]:
    return (-span.severity, span.about, span.sign)


def _rising(sign: Sign, watched: date, looked: date, last: date, about: date) -> Iterator[Span]:
    """Say that a sign is watched from a day, then looked at from another, until a last day."""
    if watched < looked and watched <= last:
        yield Span(sign, Severity.WATCH, watched, min(last, looked - ONE_DAY), about=about)
    if looked <= last:
        yield Span(sign, Severity.LOOK, looked, last, about=about)


def _after(last: date | None) -> date:
    return FOREVER if last is None else last + ONE_DAY


def _before(on: date | None) -> date:
    return FOREVER if on is None else on - ONE_DAY
