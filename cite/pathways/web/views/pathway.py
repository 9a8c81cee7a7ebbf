"""One pathway on one screen."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.telephones import readable_telephone
from cite.pathways.enums.pathways import PathwayState, Presence
from cite.pathways.models import Appointment, Refereeship, Step
from cite.pathways.ports import notices_of
from cite.pathways.queries import page
from cite.pathways.queries.people import group_of, referents_of
from cite.pathways.queries.status import status_on
from cite.pathways.queries.timeline import MOST, SHOWN, presence_counts, signed, timeline_of
from cite.pathways.rules.exits import follow_up_decision, undo_decision
from cite.pathways.rules.goals import late_since
from cite.pathways.rules.presence import PresenceRate, presence_rate
from cite.pathways.web.tables.pathways import TONES
from cite.pathways.web.tables.timeline import timeline_table
from cite.pathways.web.views.base import ABOVE, PathwayPage
from cite.pathways.web.views.picture import picture_of
from cite.referrals.permissions.referrals import can_refer
from cite.residents.enums.sharing import Part
from cite.residents.permissions.people import acting_memberships
from cite.ui.ago import ago


class ShowPathway(PathwayPage):
    """Who, where it stands and why, who follows her, what comes next, what happened."""

    title = _("Parcours")
    template_name = "pathways/pathway.html"

    def get_title(self) -> str:
        """Name the person, where her name is shared."""
        return self.person_name

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the list."""
        return list(ABOVE)

    def get_context(self) -> dict[str, Any]:
        """Gather what the page shows, in as many queries whatever happened."""
        pathway, user = self.pathway, self.request.user
        referent, proposal = referents_of(pathway)
        coming = page.next_appointments(pathway)
        most = MOST if self.request.GET.get("tout") else SHOWN
        events = timeline_of(pathway, user, self.sight, most=most)
        ending = page.ending_of(pathway)
        status = status_on(pathway)
        if status.state == PathwayState.WITHOUT_REFERENT:
            referent = None  # her organization has left: somebody else may take it
        return {
            "pathway": pathway,
            "status": status,
            "tone": TONES[status.state],
            "tabs": self.tabs(),
            "facts": self._facts(referent, coming),
            "proposal": proposal,
            "is_proposed_to_her": proposal is not None and proposal.member.user_id == user.pk,
            "may_take": self.writes and referent is None and proposal is None,
            "coming": [(each, appointment_words(each)) for each in coming],
            "unfilled": [(each, appointment_words(each)) for each in page.unfilled_appointments(pathway)],
            "steps": [(step, late_words(step)) for step in page.open_steps(pathway)],
            "notices": notices_of(self.request, pathway),
            "refer_url": f"{reverse('referrals:send')}?habitant={pathway.resident.uuid}",
            "may_refer": self.writes and bool(can_refer(user, self.request.territory)),
            "pause": page.pause_of(pathway) if status.state != PathwayState.CLOSED else None,
            "writes": self.writes,
            "reading": None if self.sight.writes else page.reading_of(pathway, self._partners()),
            "ending": ending,
            "may_undo": bool(self.sight.writes and ending and _undoing(ending)),
            "may_return": bool(self.sight.writes and ending and ending.newer is None),
            "follow_ups": [
                (each, bool(self.sight.writes and follow_up_decision(each.due_on, today())))
                for each in (ending.follow_ups if ending else ())
            ],
            "timeline": timeline_table(events[:most]),
            "picture": picture_of(events[:most], coming),
            "phone": pathway.resident.phone if self.sight.sees(Part.CONTACT) else "",
            "number": readable_telephone(pathway.resident.phone),
            "whole_url": f"{self.request.path}?tout=1#histoire" if len(events) > most else "",
            "sheet_url": self._sheet(),
        }

    def _facts(self, referent: Refereeship | None, coming: list[Appointment]) -> list[tuple[str, Any]]:
        pathway, nobody = self.pathway, _now("Personne aujourd’hui")
        in_group = (each.member for each in group_of(pathway))
        others = [member for member in in_group if referent is None or member != referent.member]
        first = next((each for each in coming if each.presence == Presence.UNKNOWN), None)
        facts = [
            (_now("Dernières nouvelles d’elle"), since_words(pathway.last_heard_on)),
            (_now("Prochain rendez-vous"), appointment_words(first) if first else _now("Aucun")),
            (_now("Présence aux rendez-vous"), rate_words(presence_rate(presence_counts(pathway)))),
            (_now("Référent"), signed(referent.member) if referent else nobody),
            (_now("Groupe"), ", ".join(map(signed, others)) or _now("Personne d’autre")),
            (_now("Ouvert le"), f"{pathway.opened_on:%d/%m/%Y} – {pathway.get_origin_display()}"),
        ]
        if self.sight.sees(Part.OBSTACLES):
            freins = page.freins_today(pathway) if pathway.has_diagnosis else []
            words = ", ".join(f"{each.get_obstacle_display()}" for each in freins)
            none = _now("Aucun relevé") if pathway.has_diagnosis else _now("Pas encore abordés")
            facts.insert(3, (_now("Freins"), words or none))
        return facts

    def _partners(self) -> set[int]:
        mine = acting_memberships(self.request.user, self.request.territory)
        return {each.partner_id for each in mine}

    def _sheet(self) -> str:
        return reverse("residents:sheet", args=[self.pathway.resident.uuid])


def since_words(day: Any) -> str:
    """Say how long ago something came from her."""
    return _now("Pas encore") if day is None else f"{day:%d/%m/%Y} ({ago(day)})"


def late_words(step: Step) -> str:
    """Say how long ago an open step should have been done; nothing where it is not late."""
    since = late_since(step, today())
    if since is None:
        return ""
    days = (today() - since).days
    return ngettext("En retard de %(n)s jour", "En retard de %(n)s jours", days) % {"n": days}


def rate_words(rate: PresenceRate) -> str:
    """Say how often she came, with the part that nobody filled in."""
    if not rate.said and not rate.unfilled:
        return _now("Aucun rendez-vous passé")
    came = _now("%(present)s sur %(said)s") % {"present": rate.present, "said": rate.said}
    if not rate.unfilled:
        return came
    left = ngettext("%(n)s non renseigné", "%(n)s non renseignés", rate.unfilled) % {"n": rate.unfilled}
    return f"{came} ({left})"


def appointment_words(appointment: Appointment) -> str:
    """Say when, with whom, where."""
    at = localtime(appointment.at)
    when = _now("%(day)s à %(hour)s") % {"day": f"{at:%d/%m/%Y}", "hour": f"{at:%H h %M}"}
    who = signed(appointment.member) or str(appointment.partner)
    return ", ".join(filter(None, [when, who, appointment.place]))


def _undoing(ending: page.Ending) -> Decision:
    noted_on = localtime(ending.exit.created_at).date()
    return undo_decision(noted_on, today(), another_is_open=ending.newer is not None)
