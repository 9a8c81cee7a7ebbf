"""What a small Cité holds of residents, referrals and pathways; all of it fictional."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from cite.core.dates import now
from cite.pathways.models import FollowUp
from cite.referrals.queries.links import LINK_PURPOSE
from cite.residents.models import PersonDuplicate, PersonMerge, RightRequest, Sharing
from cite.residents.operations.links import make_link
from tests.factories import dropout, pathways, referrals, residents, reviews
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.house import world_deciding


class World(world_deciding.World):
    """The small Cité, with somebody whom one of its organizations accompanies."""

    @cached_property
    def partner(self):
        """The organization, which may see residents as people."""
        return make_partner(self.territory, f"Mission locale {self.prefix}des Collines", **HABILITATED)

    @cached_property
    def resident(self):
        """Somebody fictional, who shares her file with the organization of `own_member`."""
        return residents.make_resident(self.member)

    @cached_property
    def right_request(self):
        return RightRequest.objects.create(
            territory=self.territory,
            resident=self.resident,
            right="access",
            asked_on=date(2026, 11, 2),
            due_on=date(2026, 12, 2),
            noted_by=self.member,
        )

    @cached_property
    def double(self):
        """Two files that look alike, both shared with the organization of `own_member`."""
        return PersonDuplicate.objects.create(
            territory=self.territory,
            first=self.resident,
            second=residents.make_resident(self.member),
            reasons=["same_name_and_birth"],
        )

    @cached_property
    def people_merge(self):
        absorbed = residents.make_resident(self.member, state="merged", merged_into=self.resident)
        return PersonMerge.objects.create(
            territory=self.territory,
            kept=self.resident,
            absorbed=absorbed,
            moved={"applications": {}, "rows": {}, "changes": []},
            merged_by=self.member.user,
            merged_at=now(),
        )

    @cached_property
    def pathway(self):
        return pathways.make_pathway(self.resident, self.member)

    @cached_property
    def finding(self):
        return pathways.make_finding(self.pathway, self.member)

    @cached_property
    def goal(self):
        return pathways.make_goal(self.pathway, self.member)

    @cached_property
    def planned(self):
        """A step to do."""
        return pathways.make_step(self.pathway, self.member)

    @cached_property
    def note(self):
        return pathways.make_note(self.pathway, self.member)

    @cached_property
    def alert(self):
        return dropout.make_alert(self.pathway)

    @cached_property
    def thresholds(self):
        """Thresholds under study."""
        return dropout.make_thresholds(self.territory, self.member.user)

    @cached_property
    def replay(self):
        return dropout.make_replay(self.thresholds, self.member.user)

    @cached_property
    def delays(self):
        """Delays under study."""
        return residents.make_delays(self.territory, self.member.user)

    @cached_property
    def sharing(self):
        return Sharing.objects.get(resident=self.resident)

    @cached_property
    def reach(self):
        asking = make_member(self.other_partner, f"{self.prefix}cherche")
        return residents.make_reach(self.resident, asking)

    @cached_property
    def sharing_token(self) -> str:
        return make_link(resident=self.resident, by=self.member.user)

    @cached_property
    def appointment(self):
        return pathways.make_appointment(self.pathway, self.member)

    @cached_property
    def pause(self):
        return pathways.make_pause(self.pathway, self.member)

    @cached_property
    def referent_proposal(self):
        return pathways.make_refereeship(
            self.pathway, self.administrator, state="proposed", proposed_by=self.member, since=None
        )

    @cached_property
    def group_member(self):
        return pathways.make_group_member(self.pathway, self.administrator)

    @cached_property
    def ended_pathway(self):
        """A pathway that ended today, of somebody else, with its follow-ups."""
        pathway = pathways.make_pathway(residents.make_resident(self.member), self.member)
        pathways.make_exit(pathway, self.member)
        return pathway

    @cached_property
    def followed_pathway(self):
        """A pathway that ended months ago: what she has become is to be asked."""
        pathway = pathways.make_pathway(residents.make_resident(self.member), self.member)
        pathways.make_exit(pathway, self.member)
        FollowUp.objects.filter(exit__pathway=pathway).update(due_on=date(2026, 11, 1))
        return pathway

    @cached_property
    def referral(self):
        """Somebody whom the organization refers to another one."""
        return referrals.make_referral(self.member, receiver=self.other_partner, first_name="Prénom")

    @cached_property
    def answered_referral(self):
        """A referral of which both ends are asked what came."""
        return referrals.make_referral(
            self.member,
            receiver=self.other_partner,
            sent_on=date(2026, 10, 1),
            state="met",
            answered_on=date(2026, 10, 2),
        )

    @cached_property
    def silent_referral(self):
        """A referral that nobody answers: the coordination was warned."""
        return referrals.make_referral(
            self.member, receiver=self.other_partner, coordination_warned_on=date(2026, 11, 23)
        )

    @cached_property
    def answer_token(self) -> str:
        return self._token(LINK_PURPOSE, self.referral.uuid)

    @cached_property
    def introduction(self):
        """Somebody whom a relay of the other organization introduces."""
        return referrals.make_introduction(self.other_administrator)

    @cached_property
    def taken_introduction(self):
        """Somebody whom the organization of `own_member` is about to call."""
        return referrals.make_introduction(self.other_administrator, state="taken", taken_by=self.member)

    @cached_property
    def pathway_review(self):
        """A review to which `own_member` is invited."""
        return reviews.make_review(self.territory, self.owner, self.member.user)

    @cached_property
    def situation(self):
        return reviews.make_situation(self.pathway_review, self.pathway, self.member)

    @cached_property
    def review_decision(self):
        return reviews.make_review_decision(self.situation, self.member)
