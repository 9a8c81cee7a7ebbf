"""Referrals: the list, one of them, sending, and what whoever sent it does next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import now, today
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.core.telephones import readable_telephone
from cite.directory.models import Service
from cite.referrals.enums.acts import ReferralAct
from cite.referrals.enums.referrals import ReferralState as S
from cite.referrals.models import Referral
from cite.referrals.operations import referrals as operations
from cite.referrals.operations.resuming import resume
from cite.referrals.permissions.referrals import (
    can_follow,
    can_list,
    person_of,
    prescribing_memberships,
    receiving_memberships,
)
from cite.referrals.queries import referrals as queries
from cite.referrals.queries.delays import delays_of
from cite.referrals.queries.links import lacks_link
from cite.referrals.queries.people import is_reachable
from cite.referrals.rules.decisions import reminding_decision, resuming_decision
from cite.referrals.rules.delays import may_remind_from
from cite.referrals.web.tables.referrals import events_table, outcomes_table, referrals_table, tone_of
from cite.referrals.web.views.base import ReferralPage, tabs_of
from cite.referrals.web.views.course import course_of
from cite.referrals.web.views.next_steps import (
    AFTER_ITS_DAY,
    ALL_SAID,
    ASKED_LATER,
    ASKED_NOW,
    FOR_RECEIVER,
    FOR_SENDER,
    IT_IS_LATE,
    IT_LEFT,
)
from cite.referrals.workflow import OPEN, REFERRAL
from cite.ui.components.actions import TabLink
from cite.ui.components.data import FunnelStep
from cite.ui.tables import Table
from cite.ui.views import ActionPage, TablePage

_GROUPS = {
    queries.WAITING: _("Sans réponse"),
    queries.HELD: _("Acceptées"),
    queries.DONE: _("Abouties"),
    queries.CLOSED: _("Closes"),
}


def lists(request: HttpRequest) -> Decision:
    """Open a page to those who send referrals, or receive some."""
    return can_list(request.user, request.territory)


class Referrals(TablePage):
    """Sent and received, in one list, with its filters and its counts."""

    title = _("Orientations")
    permission = lists
    template_name = "referrals/list.html"
    csv_name = "orientations"

    @cached_property
    def sides(self) -> list[str]:
        """The sides that are hers: what she sends, what she receives."""
        user, territory = self.request.user, self.request.territory
        sends, receives = prescribing_memberships(user, territory), receiving_memberships(user, territory)
        return [side for side, may in ((queries.SENT, sends), (queries.RECEIVED, receives)) if may]

    @property
    def side(self) -> str:
        """The side asked; hers first."""
        asked = self.request.GET.get("sens", "")
        return asked if asked in self.sides else next(iter(self.sides), queries.RECEIVED)

    @property
    def group(self) -> str:
        """The group asked; all of them otherwise."""
        asked = self.request.GET.get("etat", "")
        return asked if asked in queries.GROUPS else ""

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many there are in each group of this side."""
        return queries.counts_of(self.request.user, self.request.territory, self.side)

    def get_table(self) -> Table:
        """List them."""
        rows = queries.listed(self.request.user, self.request.territory, self.side, self.group)
        count = self.counts[self.group] if self.group else sum(self.counts.values())
        is_sent = self.side == queries.SENT
        return referrals_table(rows, self.request.GET, is_sent=is_sent, count=count)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the list; who reads it, or takes it, is kept."""
        takes = request.GET.get("format") in ("csv", "xlsx")
        note_reading(request, ReferralAct.EXPORT if takes else ReferralAct.LIST)
        response = super().get(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get_context(self) -> dict[str, Any]:
        """Propose the other lists."""
        address = reverse("referrals:list")
        labels = {queries.SENT: _("Envoyées"), queries.RECEIVED: _("Reçues")}
        sides = [
            TabLink(str(labels[side]), f"{address}?sens={side}", side == self.side) for side in self.sides
        ]
        every = [("", _("Toutes"), sum(self.counts.values()))]
        groups = [
            TabLink(
                _now("%(label)s (%(count)s)") % {"label": label, "count": count},
                f"{address}?sens={self.side}&etat={key}",
                key == self.group,
            )
            for key, label, count in [*every, *((k, lab, self.counts[k]) for k, lab in _GROUPS.items())]
        ]
        return {
            "funnel": self._funnel(),
            "tabs": tabs_of(self.request),
            "sides": sides if len(sides) > 1 else [],
            "groups": groups,
            "csv_url": f"{address}?sens={self.side}&etat={self.group}&format=csv",
            "may_refer": queries.SENT in self.sides,
        }

    def _funnel(self) -> list[FunnelStep]:
        """Draw how far what was sent came; on its own list only, and where there is something to see."""
        if self.side != queries.SENT or self.group:
            return []
        reached = queries.reached_of(self.request.user, self.request.territory)
        labels = {
            "sent": _now("Envoyées"),
            "answered": _now("La structure a répondu"),
            "accepted": _now("Elle a dit oui"),
            "done": _now("La personne est venue, ou a été aidée par téléphone"),
        }
        return [FunnelStep(label, reached[key]) for key, label in labels.items()] if reached["sent"] else []


class ReferralSheet(ReferralPage):
    """One referral: where it is, whom it is about, what happened, what to do now."""

    template_name = "referrals/referral.html"

    def get_context(self) -> dict[str, Any]:
        """Gather it."""
        referral, on = self.referral, today()
        person = person_of(self.request.user, referral)
        events = queries.events_of(referral)
        awaits = referral.state == S.SENT and is_reachable(referral)
        delays = delays_of(referral.territory)
        remind_from = may_remind_from(referral.sent_on, referral.reminded_on, delays)
        reminding = reminding_decision(
            referral.state,
            referral.sent_on,
            referral.reminded_on,
            on,
            delays,
            is_reachable=is_reachable(referral),
        )
        may_remind = self.is_sender and bool(reminding)
        answers = self.is_receiver and queries.answers_open(referral, now())
        outcome_due = queries.outcome_due(referral, by_receiver=not self.is_sender, on=on)
        notes = queries.outcomes_of(referral)
        proposes = self.is_sender and queries.needs_another(referral)
        return {
            "referral": referral,
            "tone": tone_of(referral),
            "course": course_of(referral, notes, delays.outcomes_after_days, shows_person=person.is_shown),
            "next": self.next_step,
            "person": person,
            "facts": self.facts(shows_person=person.is_shown),
            "events": events_table(events, self.request.GET, shows_person=person.is_shown),
            "notes": outcomes_table(notes, self.request.GET, shows_person=person.is_shown) if notes else None,
            "answers": answers,
            "follows": self.is_sender,
            "may_remind": may_remind,
            "remind_from": remind_from if awaits else None,
            "lacks_link": self.is_sender and lacks_link(referral),
            "may_resume": self.is_sender and self.is_just_canceled,
            "may_end": REFERRAL.allows("decline", referral.state),
            "outcome_due": outcome_due,
            # calling comes first where nothing else is hers to do
            "call_kind": "secondary" if answers or outcome_due or may_remind else "primary",
            "number": readable_telephone(person.phone),
            "needs_another": proposes,
            "proposed": proposals(queries.proposed_after(referral), referral) if proposes else [],
            "plain_text": self.plain_text(person.name, person.phone)
            if self.is_sender and person.is_shown
            else "",
        }

    @cached_property
    def is_just_canceled(self) -> bool:
        """Whether it may still be taken up again."""
        if self.referral.state != S.CANCELED or self.referral.erased_on is not None:
            return False
        return bool(resuming_decision(self.referral.state, queries.canceled_at(self.referral), now()))

    @property
    def next_step(self) -> Any:
        """Say what she may do now, or what happens."""
        if self.referral.erased_on is not None:
            return ""
        if self.referral.state in (S.MET, S.DONE_BY_PHONE):
            return self.after_it
        if self.is_receiver:
            return FOR_RECEIVER[self.referral.state]
        if self.referral.state in OPEN and not is_reachable(self.referral):
            return IT_LEFT
        if self.referral.state == S.SENT and self.referral.coordination_warned_on is not None:
            return IT_IS_LATE
        at = self.referral.appointment_at
        is_past = self.referral.state == S.APPOINTED and at is not None and at < now()
        return AFTER_ITS_DAY if is_past else FOR_SENDER[self.referral.state]

    @property
    def after_it(self) -> Any:
        """Say whether what came of it is asked now, later, or all told."""
        on = today()
        if queries.outcome_due(self.referral, by_receiver=not self.is_sender, on=on):
            return ASKED_NOW
        last = len(delays_of(self.referral.territory).outcomes_after_days)
        return ALL_SAID if last in queries.ranks_open(self.referral, on) else ASKED_LATER

    def facts(self, *, shows_person: bool) -> list[tuple[Any, Any]]:
        """Say what was asked, by whom, and what was answered; nothing about the person once she is not shown."""
        referral = self.referral
        moment = referral.appointment_at
        about_her = [
            (_("Besoin"), referral.get_need_display()),
            (_("Ce que la structure doit savoir"), referral.message),
            (_("Rendez-vous"), date_format(localtime(moment), "DATETIME_FORMAT") if moment else ""),
            (_("Lieu du rendez-vous"), referral.appointment_place),
            (_("Message de la structure"), referral.answer_message),
            (_("Ce qui a été décidé"), referral.decided),
        ]
        told = [
            (_("Structure"), referral.structure_name),
            (_("Envoyée par"), f"{referral.prescriber.user.full_name}, {referral.prescriber.partner}"),
            (_("Envoyée le"), date_format(referral.sent_on, "j F Y")),
            *(about_her if shows_person else []),
            (_("Motif du refus"), referral.get_refusal_reason_display()),
            (
                _("Close sans réponse après le"),
                date_format(referral.expires_on, "j F Y") if referral.state == S.SENT else "",
            ),
            (_("Prénom et téléphone effacés le"), self._erased_on() if shows_person else ""),
        ]
        return [(label, value) for label, value in told if value]

    def _erased_on(self) -> str:
        """Tell until when somebody without a file is kept."""
        if self.referral.resident_id is not None:
            return ""
        days = delays_of(self.referral.territory).light_kept_days
        return date_format(self.referral.sent_on + timedelta(days=days), "j F Y")

    def plain_text(self, name: str, phone: str) -> str:
        """Write what is copied into I-milo or France Travail: nobody types it twice."""
        referral = self.referral
        lines = [
            _now("Orientation du %(day)s") % {"day": date_format(referral.sent_on, "d/m/Y")},
            _now("Personne : %(name)s") % {"name": name} if name else "",
            _now("Téléphone : %(phone)s") % {"phone": readable_telephone(phone)} if phone else "",
            _now("Besoin : %(need)s") % {"need": referral.get_need_display()} if referral.need else "",
            _now("Service : %(service)s (%(structure)s)")
            % {"service": referral.service_name, "structure": referral.structure_name},
            _now("Situation : %(state)s") % {"state": referral.get_state_display()},
            referral.message,
        ]
        return "\n".join(line for line in lines if line)


class Proposal(NamedTuple):
    """A service that could help in the place of another, and the address that sends the person there."""

    service: Service
    send_url: str


def proposals(services: Sequence[Service], referral: Referral) -> list[Proposal]:
    """Pair the next best services with the addresses that send the same person there."""
    address = reverse("referrals:send")
    return [Proposal(each, f"{address}?service={each.uuid}&suite={referral.uuid}") for each in services]


class _FollowAction(ReferralPage, ActionPage):
    """One button of whoever sent it."""

    @property
    def back(self) -> str:
        """Go back to the referral."""
        return self.address

    def may(self, referral: Referral) -> Decision:
        """Only the structure that sent it."""
        return can_follow(self.request.user, referral)


class Remind(_FollowAction):
    """Remind the structure."""

    success_message = _("La structure est relancée.")

    def perform(self) -> None:
        """Remind it."""
        operations.remind(referral=self.referral, by=self.request.user)


class NewLink(_FollowAction):
    """Send a new link, where the one before went astray."""

    success_message = _("Un nouveau lien est parti à l’adresse de la fiche.")

    def perform(self) -> None:
        """Send it."""
        operations.send_new_link(referral=self.referral, by=self.request.user)


class Cancel(_FollowAction):
    """Take the referral back."""

    success_message = _(
        "L’orientation est annulée. La structure est prévenue ; elle ne voit plus la personne par cette orientation. "
        "Une erreur ? Vous pouvez la reprendre pendant 24 heures."
    )

    @property
    def undo_url(self) -> str:
        """Where it is taken up again."""
        return reverse("referrals:resume", args=[self.referral.uuid])

    def perform(self) -> None:
        """Cancel it."""
        operations.cancel(referral=self.referral, by=self.request.user)


class Resume(_FollowAction):
    """Take up again what was canceled by mistake."""

    success_message = _(
        "L’orientation reprend où elle en était. La structure, déjà prévenue de l’arrêt, reçoit un nouveau message : "
        "elle peut appeler la personne."
    )

    def perform(self) -> None:
        """Take it up."""
        resume(referral=self.referral, by=self.request.user)


class Decline(_FollowAction):
    """Note that the person does not wish it any more; the structure may note it too."""

    success_message = _(
        "C’est noté : la personne ne le souhaite plus. La structure ne la voit plus par cette orientation."
    )

    def may(self, referral: Referral) -> Decision:
        """Either end."""
        decision = super().may(referral)
        return Decision() if self.is_receiver else decision

    def perform(self) -> None:
        """Note it."""
        operations.decline(referral=self.referral, by=self.request.user)
