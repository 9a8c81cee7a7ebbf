"""Who follows somebody: opening a pathway, its referent, its group."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.free_text import warnings_in
from cite.core.journal import note_reading
from cite.pathways.enums.acts import PathwayAct
from cite.pathways.models import GroupMember, Pathway, Refereeship
from cite.pathways.operations.groups import join_group, leave_group
from cite.pathways.operations.pathways import open_pathway
from cite.pathways.operations.referents import (
    accept_referent,
    decline_referent,
    propose_referent,
    withdraw_referent,
)
from cite.pathways.permissions.pathways import visible_pathways
from cite.pathways.queries.people import group_of, possible_members, proposal_of, referent_of
from cite.pathways.web.forms.following import GroupForm, OpenForm, ReferentForm
from cite.pathways.web.views.base import (
    ABOVE,
    PathwayAction,
    WriteAction,
    WriteForm,
    follows_residents,
    page_of,
    shown_name,
)
from cite.residents.enums.delays import Delay
from cite.residents.models import Resident
from cite.residents.permissions.people import Sight, can_write_in, sight_of, visible_residents
from cite.residents.queries.delays import delays_of
from cite.ui.messages import tell, warn
from cite.ui.views import FormPage


class OpenPathway(FormPage):
    """Opens a pathway of somebody who shares her file; coming back opens another one."""

    title = _("Ouvrir un parcours")
    permission = follows_residents
    template_name = "pathways/form.html"
    form_class = OpenForm
    breadcrumb = ABOVE

    @cached_property
    def resident(self) -> Resident:
        """The person named in the address."""
        rows = visible_residents(self.request.user, self.request.territory).select_related("territory")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    @cached_property
    def sight(self) -> Sight:
        """What she sees of the person’s file."""
        return sight_of(self.request.user, self.resident)

    @property
    def person_name(self) -> str:
        """Who it is, where her name is shared."""
        return shown_name(self.resident, self.sight)

    def decide(self) -> Decision:
        """Only those with whom she shares her file to be supported."""
        return super().decide() and can_write_in(self.request.user, self.resident)

    def get_initial(self) -> dict[str, Any]:
        """Begin with today, and oneself as referent."""
        returns = visible_pathways(self.request.user, self.request.territory).filter(resident=self.resident)
        return {"on": today(), "takes_it": True, "origin": "return" if returns.exists() else ""}

    def get_context(self) -> dict[str, Any]:
        """Say what opening does, and lead back."""
        return {
            "lead": _("Une personne n’a qu’un parcours ouvert. Si elle revient, un nouveau commence."),
            "submit": _("Ouvrir le parcours"),
            "cancel_url": self.get_breadcrumb()[-1][1],
        }

    def show(self, **extra: Any) -> Any:
        """Note that the page shows somebody, then draw it."""
        note_reading(self.request, PathwayAct.READ, target=self.resident, person=self.resident)
        return super().show(**extra)

    def perform(self, form: OpenForm) -> str:
        """Open it."""
        pathway = open_pathway(resident=self.resident, by=self.sight.membership, **form.written)
        tell(self.request, _now("Le parcours est ouvert."))
        return page_of(pathway)


class ProposeReferent(WriteForm):
    """Proposes a referent, or hands over."""

    title = _("Passer le relais")
    template_name = "pathways/referent.html"
    submit = _("Proposer")
    success_message = _("La proposition est envoyée.")

    def get_form(self) -> ReferentForm:
        """Offer those who may follow her, but the referent she has."""
        referent = referent_of(self.pathway)
        already = referent.member_id if referent else None
        members = [each for each in possible_members(self.pathway) if each.pk != already]
        return ReferentForm(members=members, **self.get_form_kwargs())

    def get_context(self) -> dict[str, Any]:
        """Show how it stands."""
        return super().get_context() | {
            "pathway": self.pathway,
            "referent": referent_of(self.pathway),
            "proposal": proposal_of(self.pathway),
            "reads_days": delays_of(self.request.territory)[Delay.HANDOVER_DAYS],
        }

    def perform(self, form: ReferentForm) -> None:
        """Propose."""
        propose_referent(
            pathway=self.pathway,
            member=form.cleaned_data["member"],
            by=self.by,
            message=form.cleaned_data["message"],
        )
        warn(self.request, *warnings_in(form.cleaned_data["message"]))


class TakePathway(WriteAction):
    """Becomes the referent of somebody who has none."""

    title = _("Devenir référent")
    success_message = _("Vous êtes son référent.")

    def perform(self) -> None:
        """Take it."""
        propose_referent(pathway=self.pathway, member=self.by, by=self.by)


class WithdrawReferent(WriteAction):
    """Takes back a proposal that nobody answered."""

    title = _("Retirer la proposition")
    success_message = _("La proposition est retirée.")

    def perform(self) -> None:
        """Take it back."""
        proposal = proposal_of(self.pathway)
        if proposal is not None:
            withdraw_referent(proposal=proposal, by=self.by)


class _AnswerPage(PathwayAction):
    """A button that answers a proposal; only whom it was proposed to sees it."""

    @cached_property
    def proposal(self) -> Refereeship:
        """The proposal named in the address."""
        rows = Refereeship.objects.filter(pathway=self.pathway).select_related("member", "pathway")
        return get_object_or_404(rows, uuid=self.kwargs["proposal"])

    def may(self, pathway: Pathway) -> Decision:
        """Hide it from everybody else.

        Raises:
            Http404: it was proposed to somebody else.
        """
        if self.proposal.member.user_id != self.request.user.pk:
            raise Http404
        return super().may(pathway)


class AcceptReferent(_AnswerPage):
    """Becomes the referent."""

    title = _("Accepter")
    success_message = _("Vous êtes son référent. Appelez-la dans les prochains jours.")

    def perform(self) -> None:
        """Accept."""
        accept_referent(proposal=self.proposal, version=self.proposal.version, by=self.proposal.member)


class DeclineReferent(_AnswerPage):
    """Says that one cannot."""

    title = _("Ne pas accepter")
    success_message = _("C’est noté : la personne qui vous le proposait est prévenue.")

    def perform(self) -> None:
        """Decline."""
        decline_referent(proposal=self.proposal, version=self.proposal.version, by=self.proposal.member)


class Group(WriteForm):
    """The professionals around somebody: one is added, another leaves."""

    title = _("Le groupe qui l’accompagne")
    template_name = "pathways/group.html"
    submit = _("Ajouter au groupe")
    success_message = _("Le groupe est complété.")

    def get_form(self) -> GroupForm:
        """Offer those who may follow her and are not in the group."""
        there = {each.member_id for each in group_of(self.pathway)}
        members = [each for each in possible_members(self.pathway) if each.pk not in there]
        return GroupForm(members=members, **self.get_form_kwargs())

    def get_context(self) -> dict[str, Any]:
        """List the group."""
        return super().get_context() | {"pathway": self.pathway, "group": group_of(self.pathway)}

    @property
    def success_url(self) -> str:
        """The same page."""
        return self.request.path

    def perform(self, form: GroupForm) -> None:
        """Add somebody."""
        join_group(
            pathway=self.pathway,
            member=form.cleaned_data["member"],
            by=self.by,
            part=form.cleaned_data["part"],
        )
        warn(self.request, *warnings_in(form.cleaned_data["part"]))


class LeaveGroup(WriteAction):
    """Takes a professional out of the group."""

    title = _("Retirer du groupe")
    success_message = _("Ce professionnel n’est plus dans le groupe.")

    def perform(self) -> None:
        """Take her out."""
        rows = GroupMember.objects.filter(pathway=self.pathway).select_related("pathway")
        leave_group(group_member=get_object_or_404(rows, uuid=self.kwargs["member"]), by=self.by)
