"""The shortcuts of the list: each counts what it lists, whatever the state of the file and of what is about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import cycle, product

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.actors.enums import PilotSide
from cite.core.dates import today
from cite.grants.enums import ApplicationState as A
from cite.grants.enums import Conflict
from cite.grants.enums.committee import COMMITTEE
from cite.grants.queries.listing import FileFilters, find_files, shortcuts
from cite.meetings.enums import MeetingState
from tests.factories import grants
from tests.factories.accounts import make_user
from tests.factories.meetings import make_meeting

pytestmark = pytest.mark.django_db
STATE, METROPOLE = PilotSide.STATE, PilotSide.METROPOLE
REVIEWED = {A.ADMISSIBLE, A.IN_REVIEW}
YESTERDAY, TODAY = date(2027, 2, 19), date(2027, 2, 20)
CALENDARS = {"": (TODAY, TODAY), "checked": (YESTERDAY, TODAY), "reviewed": (YESTERDAY, YESTERDAY)}
"""What should be over by today → the last days of the checks and of the reviews."""
BEFORE = datetime(2027, 2, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """What there is about a file: `over` in its call, `round` asked of its carrier, `item` before a committee."""

    state: A
    reviews: dict[PilotSide, str]
    over: str
    round: str
    item: str
    asked_by_her: bool
    is_of_metropole: bool
    is_linked: bool

    @property
    def wanted(self) -> dict[FileFilters, bool]:
        """Which shortcuts lead to it, as a person would say it."""
        has = {side: how not in ("", "withdrawn") for side, how in self.reviews.items()}
        given = {side: how == "given" for side, how in self.reviews.items()}
        is_late = {
            A.DEPOSITED: bool(self.over),
            A.TAKEN_UP: bool(self.over),
            A.TO_CORRECT: self.round == "overdue",
            A.ADMISSIBLE: self.over == "reviewed",
            A.IN_REVIEW: self.over == "reviewed",
        }
        ready = given[STATE] and (given[METROPOLE] or self.is_of_metropole)
        found = {
            FileFilters(state=A.DEPOSITED): self.state == A.DEPOSITED,
            FileFilters(state=A.TAKEN_UP): self.state == A.TAKEN_UP,
            FileFilters(missing_side=STATE): self.state in REVIEWED and not has[STATE],
            FileFilters(missing_side=METROPOLE): self.state in REVIEWED and not has[METROPOLE],
            FileFilters(is_mine=True): self.asked_by_her or "hers" in self.reviews.values(),
            FileFilters(is_late=True): is_late.get(self.state, False),
            FileFilters(is_ready=True): self.state == A.IN_REVIEW and ready and self.item != "open",
        }
        return {filters: is_in and not self.is_linked for filters, is_in in found.items()}


def cases() -> Iterator[Case]:
    """Every state with every pair of reviews; the rest in turn, at paces that do not meet."""
    hows = ["", "hers", "theirs", "withdrawn", "given"]
    in_turn = zip(
        cycle(CALENDARS),
        cycle(["", "overdue", "due today", "answered"]),
        cycle(["", "", "open", "closed", ""]),
        cycle([False] * 6 + [True]),
        cycle([False] * 8 + [True] * 3),
        cycle([False] * 12 + [True]),
    )
    shown = [state for state in A if state not in (A.DRAFT, A.TO_SIGN)]
    for state, of_state, of_metropole in product(shown, hows, hows):
        yield Case(state, {STATE: of_state, METROPOLE: of_metropole}, *next(in_turn))


@pytest.fixture
def sofia(territory):
    """The coordination."""
    return make_user("sofia", role=Role.COORDINATOR, territory=territory)


@pytest.fixture
def make_case(territory, sofia, meeting):
    """Write a file as a case says."""
    other = make_user("paul", role=Role.INSTRUCTOR, territory=territory)
    closed = make_meeting(territory, sofia, kind=COMMITTEE, state=MeetingState.CLOSED)
    linked = grants.make_carrier(territory)
    carriers = {False: grants.make_carrier(territory), True: grants.make_carrier(territory, kind="metropole")}
    editions = {
        over: grants.make_edition(
            grants.make_call(territory, title=f"Appel {over}"),
            sofia,
            admissibility_on=checks,
            review_on=reviews,
        )
        for over, (checks, reviews) in CALENDARS.items()
    }
    by = {"hers": sofia, "theirs": other, "withdrawn": sofia, "given": other}
    rounds = {
        "overdue": {"due_on": YESTERDAY},
        "due today": {"due_on": TODAY},
        "answered": {"due_on": YESTERDAY, "answered_at": BEFORE},
    }

    def make(case):
        carrier = linked if case.is_linked else carriers[case.is_of_metropole]
        file = grants.make_application(
            editions[case.over], carrier, other, state=case.state, deposited_at=BEFORE
        )
        for side, how in case.reviews.items():
            if how:
                dates = {"withdrawn": {"withdrawn_at": BEFORE}, "given": {"submitted_at": BEFORE}}
                grants.make_review(file, by[how], side=side, **dates.get(how, {}))
        if case.is_linked:
            grants.make_review(file, sofia, conflict=Conflict.DECLARED, withdrawn_at=BEFORE)
        if case.round:
            grants.make_round(file, other, **rounds[case.round])
        if case.item:
            grants.make_committee_item(meeting if case.item == "open" else closed, file)
        grants.make_opinion(file, sofia if case.asked_by_her else other)
        return file

    return make


@time_machine.travel(datetime(2027, 2, 20, 9, tzinfo=UTC), tick=False)
def test_each_shortcut_counts_what_it_lists_and_lists_what_it_says(territory, sofia, make_case):
    wanted = {make_case(case): case.wanted for case in cases()}
    counted = shortcuts(sofia, territory, today())
    for filters, count in counted.items():
        listed = list(find_files(sofia, territory, filters, today()))
        assert listed == [file for file, shortcut in wanted.items() if shortcut[filters]], filters
        assert count == len(listed) > 0, filters
