"""The decisions of the demonstration: a committee, one act for each funder, and a grant given up."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from cite.accounts.models import User
from cite.core.dates import today
from cite.core.working_days import next_working_day
from cite.grants.enums import AwardState, FunderKind, Outcome, RefusalMotive
from cite.grants.enums.committee import COMMITTEE
from cite.grants.models import Application, Award, CallForProjects, Funder
from cite.grants.operations import awards, committee, simulations
from cite.grants.rules.awards import ActDetails, Terms
from cite.meetings import operations as meetings
from cite.meetings.operations.meetings import Particulars
from cite.portals.management.demonstration_files import REASONS
from cite.tenancy.models import Territory


class Deciders:
    """The two co-pilots of a call, who also decide for their funders."""

    def __init__(self, territory: Territory, year: int, *, state: User, metropole: User) -> None:
        self.territory, self.year = territory, year
        self.state, self.metropole = state, metropole

    def committee(self, files: list[Application]) -> None:
        """Meet within ten days, with an opinion that both co-pilots share on each file."""
        starts = timezone.make_aware(
            datetime.combine(next_working_day(today() + timedelta(days=7)), time(9, 30))
        )
        meeting = meetings.prepare_meeting(
            territory=self.territory,
            kind=COMMITTEE,
            particulars=Particulars(
                title="Comité des financeurs de démonstration",
                starts_at=starts,
                ends_at=starts + timedelta(hours=3),
                place="Salle du Lac",
            ),
            by=self.state,
        )
        items = committee.build_agenda(meeting=meeting, applications=files, by=self.state)
        for item in items:
            asked = Award.objects.filter(application=item.application)
            item = committee.write_opinion(
                item=item,
                outcome=Outcome.PARTIAL,
                amounts={award.funder_id: award.amount_asked * Decimal("0.75") for award in asked},
                words="Action utile ; le budget peut être resserré.",
                version=item.version,
                by=self.state,
            )
            committee.agree_to_opinion(item=item, version=item.version, by=self.metropole)

    def simulate(self, call: CallForProjects) -> None:
        """Share the envelopes out in two ways, to be compared."""
        for name, start in (("Ce qui est demandé", "asked"), ("L’avis du comité", "advised")):
            simulations.create_simulation(call=call, name=name, start=start, by=self.state)

    def decide(self, file: Application, outcome: Outcome) -> None:
        """Prepare the decision of each funder, record its act, tell it."""
        for award in Award.objects.filter(application=file, state=AwardState.ASKED).select_related("funder"):
            by = self._decider(award.funder)
            amount = award.amount_asked * Decimal("0.75") if outcome == Outcome.PARTIAL else Decimal(0)
            is_refused = outcome == Outcome.REFUSED
            terms = Terms(
                outcome=outcome,
                amount=amount,
                motive=RefusalMotive.OVERLAP if is_refused else "",
                words=REASONS[outcome],
                advice="Appuyez-vous sur les acteurs de l’emploi du quartier.",
            )
            award = awards.prepare_award(award=award, terms=terms, version=award.version, by=by)
            act = ActDetails(
                kind=award.funder.act_kind,
                number=f"{self.year}-DEMO-{award.pk:03d}",
                on=today(),
                signatory_name="Armelle Quintard",
                signatory_quality="Par délégation",
            )
            award = awards.record_act(award=award, act=act, version=award.version, by=by)
            awards.publish_awards(call=file.call, funder=award.funder, awards=[award], by=by)

    def give_up(self, file: Application) -> None:
        """Withdraw what was granted: the action does not take place, and the file is closed."""
        for award in Award.objects.filter(application=file).select_related("funder", "application"):
            by = self._decider(award.funder)
            awards.withdraw_award(
                award=award,
                reason="L’auto-école partenaire a fermé : l’action n’a pas lieu.",
                act_number=f"{self.year}-DEMO-{award.pk:03d}-R",
                version=award.version,
                by=by,
            )

    def _decider(self, funder: Funder) -> User:
        return self.state if funder.kind == FunderKind.STATE else self.metropole
