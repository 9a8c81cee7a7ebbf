"""The roster: the week at a glance, hours added and taken away, absences, organizations that take part."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Partner
from cite.actors.permissions.organizations import visible_partners
from cite.core.dates import now, today
from cite.core.decisions import Decision
from cite.directory.models import DutyAbsence, DutyPartner, DutyShift
from cite.directory.operations import duty
from cite.directory.permissions.callbacks import (
    administered,
    can_call,
    can_follow,
    can_join,
    can_keep_roster,
    can_keep_some_roster,
    manageable_people,
    team_of,
)
from cite.directory.queries.callbacks import absences_of, roster, shifts_of
from cite.directory.web.forms.callbacks import AbsenceForm, ShiftForm
from cite.directory.web.tables.calls import absences_table, hours_text, roster_table, shifts_table
from cite.directory.web.views.base import works_here
from cite.territories.queries.territory_map import priority_districts_of
from cite.ui.components.actions import TabLink
from cite.ui.forms import Form
from cite.ui.views import ActionPage, FormPage, Page

ABOVE = ((_("Permanences et rappels"), reverse_lazy("directory:roster")),)


def call_tabs(request: HttpRequest, shown: str) -> list[TabLink]:
    """Lead from the roster to the calls and to the promises, for whom each is."""
    user, territory = request.user, request.territory
    found = [("roster", _now("Permanences"))]
    if shown == "calls" or can_call(user, territory):
        found.append(("calls", _now("À rappeler")))
    if can_follow(user, territory):
        found.append(("promises", _now("Promesses")))
    return [TabLink(label, reverse(f"directory:{name}"), name == shown) for name, label in found]


def keeps_roster(request: HttpRequest) -> Decision:
    """Open a page to those who keep the duty of some people."""
    return can_keep_some_roster(request.user, request.territory)


class Roster(Page):
    """Who is on duty, district by district, and where nobody is."""

    title = _("Permanences et rappels")
    permission = works_here
    template_name = "directory/roster.html"

    def get_context(self) -> dict[str, Any]:
        """Lay out the week, and what she may change."""
        user, territory, on = self.request.user, self.request.territory, today()
        lines = roster(territory, now())
        keeps = bool(can_keep_some_roster(user, territory))
        people = set(manageable_people(user, territory).values_list("pk", flat=True)) if keeps else set()
        shifts = [shift for shift in shifts_of(territory) if shift.person_id in people] if keeps else []
        absences = (
            [a for a in absences_of(territory, on) if can_keep_roster(user, a.partner)] if keeps else []
        )
        return {
            "tabs": call_tabs(self.request, "roster"),
            "table": roster_table(lines, self.request.GET),
            "gaps": [line.district.full_label for line in lines if line.is_empty],
            "keeps": keeps,
            "may_add": bool(people),
            "shifts": shifts_table(shifts, self.request.GET) if keeps else None,
            "absences": absences_table(absences, self.request.GET) if absences else None,
            "organizations": self._organizations(),
        }

    def _organizations(self) -> list[tuple[Partner, bool]]:
        mine = administered(self.request.user, self.request.territory)
        joined = set(DutyPartner.objects.filter(partner__in=mine).values_list("partner_id", flat=True))
        return [(partner, partner.pk in joined) for partner in mine]


class _RosterForm(FormPage):
    """A page that writes the roster."""

    permission = keeps_roster
    template_name = "directory/duty_form.html"
    breadcrumb = ABOVE
    success_url = reverse_lazy("directory:roster")
    lead: Any = ""
    submit: Any = ""

    def get_context(self) -> dict[str, Any]:
        """Say what the form does."""
        return {"lead": self.lead, "submit": self.submit, "cancel_url": self.success_url}


class AddShift(_RosterForm):
    """Put somebody on duty."""

    title = _("Ajouter une permanence")
    lead = _(
        "Une personne qui s’engage à appeler les habitants d’un quartier, aux mêmes heures chaque semaine."
    )
    submit = _("Ajouter la permanence")
    form_class = ShiftForm
    success_message = _(
        "La permanence est ajoutée. Les habitants du quartier peuvent demander à être rappelés."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the districts in force, and the people of the organizations that take part."""
        user, territory = self.request.user, self.request.territory
        people = manageable_people(user, territory).select_related(
            "user", "partner__organization", "territory"
        )
        team = team_of(territory).select_related("user", "partner__organization")
        return super().get_form_kwargs() | {
            "districts": priority_districts_of(territory, on=today()).defer("contour"),
            "people": people.order_by("user__full_name", "pk"),
            "deputies": team.order_by("user__full_name", "pk"),
        }

    def perform(self, form: ShiftForm) -> None:
        """Keep it."""
        duty.save_shifts(**form.chosen, by=self.request.user)


class AddAbsence(_RosterForm):
    """Note days without somebody."""

    title = _("Noter une absence")
    lead = _(
        "Le relais prend la suite. Sans relais, rien n’est promis ces jours-là. La raison ne se dit pas ici."
    )
    submit = _("Noter l’absence")
    form_class = AbsenceForm
    success_message = _("L’absence est notée. Les promesses à venir en tiennent compte.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the people she keeps, and their organizations."""
        people = list(
            manageable_people(self.request.user, self.request.territory)
            .select_related("user", "partner__organization", "partner__territory")
            .order_by("user__full_name", "pk")
        )
        partners = {person.partner_id: person.partner for person in people}
        return super().get_form_kwargs() | {"people": people, "partners": partners.values()}

    def perform(self, form: AbsenceForm) -> None:
        """Keep it."""
        duty.save_absence(**form.chosen, by=self.request.user)


class _Removal(_RosterForm):
    """Take something out of the roster, after a question."""

    form_class = Form

    def decide(self) -> Decision:
        """Ask about the thing itself."""
        return super().decide() and can_keep_roster(self.request.user, self.partner)

    @property
    def partner(self) -> Partner:
        """The organization whose duty it is."""
        raise NotImplementedError


class Shift(_Removal):
    """Hours of duty, and a button to take them away."""

    title = _("Retirer cette permanence ?")
    submit = _("Retirer la permanence")
    success_message = _("La permanence est retirée. Les rappels déjà promis restent à faire.")

    @cached_property
    def shift(self) -> DutyShift:
        """The hours named in the address."""
        rows = DutyShift.objects.filter(territory=self.request.territory).select_related(
            "district", "person__user", "person__partner__territory"
        )
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    @property
    def partner(self) -> Partner:
        """The organization of the person on duty."""
        return self.shift.person.partner

    def get_context(self) -> dict[str, Any]:
        """Say which hours."""
        shift = self.shift
        said = f"{shift.get_weekday_display()}, {hours_text(shift)}, {shift.district.full_label}"
        return super().get_context() | {"lead": f"{said}, {shift.person.user.full_name}"}

    def perform(self, form: BaseForm) -> None:
        """Take them away."""
        duty.remove_shift(shift=self.shift, by=self.request.user)


class AbsencePage(_Removal):
    """An absence, and a button to take it away."""

    title = _("Retirer cette absence ?")
    submit = _("Retirer l’absence")
    success_message = _("L’absence est retirée.")

    @cached_property
    def absence(self) -> DutyAbsence:
        """The absence named in the address."""
        rows = DutyAbsence.objects.filter(territory=self.request.territory)
        rows = rows.select_related("partner__territory", "partner__organization", "person__user")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    @property
    def partner(self) -> Partner:
        """The organization concerned."""
        return self.absence.partner

    def get_context(self) -> dict[str, Any]:
        """Say whose."""
        absence = self.absence
        who = absence.person.user.full_name if absence.person else str(absence.partner)
        return super().get_context() | {"lead": f"{who}, {absence}"}

    def perform(self, form: BaseForm) -> None:
        """Take it away."""
        duty.remove_absence(absence=self.absence, by=self.request.user)


class _TakingPart(ActionPage):
    """A button about an organization that takes part."""

    permission = works_here

    @property
    def back(self) -> str:
        """Go back to the roster."""
        return reverse("directory:roster")

    @cached_property
    def partner(self) -> Partner:
        """The organization named in the address."""
        rows = visible_partners(self.request.user, self.request.territory)
        return get_object_or_404(rows.select_related("territory"), uuid=self.kwargs["uuid"])

    def decide(self) -> Decision:
        """Ask about this organization."""
        return super().decide() and can_join(self.request.user, self.partner)


class Join(_TakingPart):
    """An organization takes part."""

    title = _("Engager une structure à rappeler")
    success_message = _("Votre structure participe. Ajoutez maintenant les heures d’une personne.")

    def perform(self) -> None:
        """Say so."""
        duty.join_duty(partner=self.partner, by=self.request.user)


class Leave(_TakingPart):
    """An organization takes part no more."""

    title = _("Retirer une structure des permanences")
    success_message = _("Votre structure ne participe plus : ses permanences sont retirées.")

    def perform(self) -> None:
        """Say so."""
        duty.leave_duty(partner=self.partner, by=self.request.user)
