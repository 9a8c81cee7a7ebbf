"""What moves many decisions at once, or the ground they stand on, for the machines that try any sequence.

Distribution, adjournment, correction of the budget or of the call, waiting list, derogation, closing: whoever runs
them has a call for each year (`editions`), people by funder (`people`), co-pilots (`pilot`, `marc`), `make` and `pay`.
"""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import multiple, rule

from cite.core.decisions import Refused
from cite.grants.enums import RulingSubject
from cite.grants.enums.committee import COMMITTEE
from cite.grants.models import BudgetLine, Ruling
from cite.grants.operations import awards as operations
from cite.grants.operations.awards import open_awards
from cite.grants.operations.calls import abandon_edition, agree_to_edition, correct_call
from cite.grants.operations.closing import close_application, reopen_application
from cite.grants.operations.committee import adjourn_file, agree_to_opinion, build_agenda, write_opinion
from cite.grants.operations.rulings import rule as rule_point
from cite.grants.operations.rulings import withdraw_ruling
from cite.grants.operations.simulations import apply_simulation, create_simulation, delete_simulation
from cite.meetings.enums import MeetingState
from tests.factories.deciding import granting
from tests.factories.meetings import make_meeting
from tests.grants.test_envelopes_never_exceeded import AMOUNTS, WAITING, Deciding

YEARS = st.sampled_from([2027, 2028])


class Steering(Deciding):
    """The machine of decisions, with what co-pilots and committees do around them."""

    def try_it(self, operation, **values):
        """Try something; a refusal is an answer."""
        try:
            return operation(**values)
        except Refused:
            return None

    @rule(
        target=Deciding.awards,
        of_state=st.booleans(),
        year=YEARS,
        asked=AMOUNTS,
        start=st.sampled_from(["asked", "decided", "advised"]),
    )
    def share_out(self, of_state, year, asked, start):
        """Distribute an envelope anew: every decision of a funder that has no act yet, at once."""
        funder = self.scene.state if of_state else self.scene.metropole
        by, call = self.people[funder.pk], self.editions[year].call
        found = [self.make(year, of_state, amount) for amount in (asked, Decimal("0.01"))]
        name = f"Partage {next(self.numbers)}"
        simulation = create_simulation(call=call, name=name, by=by, start=start)
        self.try_it(apply_simulation, simulation=simulation, funder=funder, version=1, by=by)
        delete_simulation(simulation=simulation, by=by)
        return multiple(*found)

    @rule(target=Deciding.awards, of_state=st.booleans(), year=YEARS, asked=AMOUNTS)
    def adjourn_and_advise_again(self, of_state, year, asked):
        """Prepare a decision, send its file back to review, and bring it before another committee."""
        award = self.make(year, of_state, asked)
        self.attempt(operations.prepare_award, award, terms=granting(str(asked), "full"))
        file = award.application
        adjourn_file(application=file, reason="À revoir.", by=self.pilot)
        meeting = make_meeting(self.cite, self.pilot, kind=COMMITTEE, state=MeetingState.CONVENED)
        item = build_agenda(meeting=meeting, applications=[file], by=self.pilot)[0]
        values = {"outcome": "full", "amounts": {award.funder_id: asked}, "words": "Utile."}
        item = write_opinion(item=item, version=item.version, by=self.pilot, **values)
        agree_to_opinion(item=item, version=item.version, by=self.marc)
        return award

    @rule(target=Deciding.awards, of_state=st.booleans(), year=YEARS, asked=AMOUNTS, then=AMOUNTS)
    def ask_otherwise(self, of_state, year, asked, then):
        """Correct the budget of a file on which something is prepared: its decisions follow."""
        award = self.make(year, of_state, asked)
        self.attempt(operations.prepare_award, award, terms=granting(str(asked), "full"))
        BudgetLine.objects.filter(application=award.application).update(amount=then)
        open_awards(application=award.application)
        return award

    @rule(award=Deciding.awards)
    def wait_then_decide_again(self, award):
        """Put a file on the waiting list, tell it, then grant it after all."""
        self.attempt(operations.prepare_award, award, terms=WAITING)
        self.tell(award)
        self.attempt(operations.redecide, award, terms=granting(str(award.amount_asked), "full"))
        self.tell(award)

    @rule(year=YEARS)
    def correct_the_call(self, year):
        """Correct a call for both co-pilots: deadlines move, money does not."""
        if edition := self.try_it(
            correct_call, call=self.editions[year].call, reason="Une date.", by=self.pilot
        ):
            self.try_it(agree_to_edition, edition=edition, version=1, by=self.pilot)
            if not self.try_it(agree_to_edition, edition=edition, version=2, by=self.marc):
                self.try_it(abandon_edition, edition=edition, version=edition.version, by=self.pilot)

    @rule(award=Deciding.awards, is_taken_back=st.booleans())
    def derogate(self, award, is_taken_back):
        """Let a file be paid though last year's bilan is missing; then change one's mind, or not."""
        values = {"subject": RulingSubject.REPORT_AT_PAYMENT, "outcome": "accepted", "reason": "Fermeture."}
        for by in (self.pilot, self.marc):
            self.try_it(rule_point, application=award.application, by=by, **values)
        ruling = Ruling.objects.filter(application=award.application).first()
        if ruling and is_taken_back:
            self.try_it(withdraw_ruling, ruling=ruling, version=ruling.version, by=self.marc)
        self.pay(award, 0)

    @rule(award=Deciding.awards, is_opened=st.booleans())
    def close(self, award, is_opened):
        move = reopen_application if is_opened else close_application
        self.try_it(move, application=award.application, by=self.pilot)
