"""The page of an organization, its sheet, and its standing in the Cité."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import OrganizationAct
from cite.actors.models import Partner
from cite.actors.operations import organizations as operations
from cite.actors.permissions.organizations import (
    can_edit_partner,
    visible_partners,
)
from cite.actors.permissions.people import can_close_access
from cite.actors.queries.directory import networks_present, priority_districts
from cite.actors.queries.sheets import kept_instead_of, organization_page, sheet_values
from cite.actors.web.forms.organizations import (
    EditOrganizationForm,
    OrganizationForm,
)
from cite.actors.web.tables import page_of
from cite.actors.web.views.base import ABOVE, PartnerPage, keeps_the_list, works_here
from cite.core.dates import today
from cite.core.decisions import Decision, Refused
from cite.core.journal import note_reading
from cite.core.models import SaveObjection
from cite.ui.forms import VersionForm
from cite.ui.messages import tell
from cite.ui.views import FormPage, Page


class OrganizationPage(Page):
    """Everything a professional needs to know of an organization."""

    permission = works_here
    template_name = "actors/organization.html"
    breadcrumb = ABOVE

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it; the address of a merged organization leads to the one that was kept."""
        visible = visible_partners(request.user, request.territory).select_related("organization")
        partner = visible.filter(uuid=kwargs["uuid"]).first()
        if partner is None:
            kept = kept_instead_of(request.user, request.territory, kwargs["uuid"])
            if kept is None:
                raise Http404
            return redirect(page_of(kept))
        self.partner = partner
        page = organization_page(request.user, partner)
        if page.contacts or page.members:
            note_reading(request, OrganizationAct.READ_CONTACTS, target=partner)
        return self.show(page=page, partner=partner, can_manage=bool(keeps_the_list(request)))

    def get_title(self) -> str:
        """Name the organization."""
        return self.partner.organization.name


class AddOrganization(FormPage):
    """An organization that the directory lacks."""

    title = _("Ajouter une structure")
    permission = keeps_the_list
    template_name = "actors/organization_form.html"
    breadcrumb = ABOVE

    def get_form(self) -> OrganizationForm:
        """Offer the districts and networks of this Cité."""
        return OrganizationForm(**self.get_form_kwargs(), **choices_for(self.request))

    def get_context(self) -> dict[str, Any]:
        """Say what comes next."""
        return {
            "submit": _("Ajouter la structure"),
            "icon": "add-line",
            "cancel_url": reverse("actors:directory"),
            "lead": _("Vous ajouterez ensuite ses lieux d’accueil et ses contacts."),
        }

    def perform(self, form: OrganizationForm) -> str:
        """Add it, and go to its page."""
        partner = operations.add_partner(
            territory=self.request.territory, sheet=form.sheet, by=self.request.user
        )
        tell(self.request, _now("« %(name)s » est dans la liste.") % {"name": partner.organization.name})
        return page_of(partner)


class SheetPage(PartnerPage):
    """A page that writes the sheet of one organization."""

    def decide(self) -> Decision:
        """Ask for a role here first, then about this organization."""
        return super().decide() and self.may(self.partner)

    def may(self, partner: Partner) -> Decision:
        """Ask whether the person writes this sheet."""
        return can_edit_partner(self.request.user, partner)

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the organization."""
        return [*ABOVE, (self.partner.organization.name, page_of(self.partner))]

    def get_context(self) -> dict[str, Any]:
        """Name the organization."""
        return {"partner": self.partner, "cancel_url": page_of(self.partner)}


class EditOrganization(SheetPage, FormPage):
    """The sheet of an organization. Who comes second sees what the first changed, and loses nothing typed."""

    title = _("Modifier la fiche")
    template_name = "actors/organization_form.html"

    def get_form(self) -> EditOrganizationForm:
        """Offer the districts and networks of this Cité."""
        return self._form(**self.get_form_kwargs())

    def _form(self, **kwargs: Any) -> EditOrganizationForm:
        keeps_nature = not keeps_the_list(self.request)
        return EditOrganizationForm(**kwargs, **choices_for(self.request), keeps_nature=keeps_nature)

    def get_initial(self) -> dict[str, Any]:
        """Start from the sheet as it is."""
        return sheet_values(self.partner)

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        return super().get_context() | {"submit": _("Enregistrer la fiche"), "icon": "save-line"}

    def perform(self, form: EditOrganizationForm) -> HttpResponse | str:
        """Save it."""
        try:
            operations.update_partner(
                partner=self.partner,
                sheet=form.sheet,
                version=form.cleaned_data["version"],
                organization_version=form.cleaned_data["organization_version"],
                by=self.request.user,
            )
        except Refused as refusal:
            if SaveObjection.CHANGED_MEANWHILE not in refusal.decision.objections:
                raise
            return self.show_errors(self._side_by_side())
        tell(self.request, _now("La fiche est enregistrée."))
        return page_of(self.partner)

    def _side_by_side(self) -> EditOrganizationForm:
        """Keep what was typed, tell beside each field what the sheet says now, and let the person save again."""
        current = sheet_values(self.partner)
        data = self.request.POST.copy()
        for name in ("version", "organization_version"):
            data[name] = current[name]
        form = self._form(data=data, initial=current)
        form.is_valid()
        form.add_error(
            None,
            _(
                "Une autre personne a modifié cette fiche pendant que vous l’aviez sous les yeux. Ce que vous avez "
                "tapé est gardé. Comparez, puis enregistrez de nouveau : votre version remplacera la sienne."
            ),
        )
        for name, value in current.items():
            typed = form.cleaned_data.get(name)
            if name in form.fields and typed != value and not isinstance(value, bool | int | list):
                shown = {"value": value or _now("(vide)")}
                form.add_error(name, _now("La fiche dit maintenant : %(value)s") % shown)
        return form


def choices_for(request: HttpRequest) -> dict[str, Any]:
    """List what the sheet of an organization may choose from."""
    return {
        "districts": priority_districts(request.territory, today()),
        "networks": networks_present(request.user, request.territory),
    }


_STATES = {
    "suspend": (
        _("Suspendre %(name)s"),
        _("Ses membres perdent leurs droits jusqu’à ce que vous la repreniez. Rien n’est effacé."),
        _("Suspendre la structure"),
    ),
    "resume": (
        _("Reprendre %(name)s"),
        _("Elle revient dans la liste, et ses membres retrouvent leurs droits."),
        _("Reprendre la structure"),
    ),
    "leave": (
        _("Départ de %(name)s"),
        _("Elle ne travaille plus dans cette Cité. Sa fiche est gardée ; vous pourrez la reprendre."),
        _("Enregistrer le départ"),
    ),
}


class ChangeState(SheetPage, FormPage):
    """One decision about an organization: what it does is said, one button does it."""

    template_name = "actors/one_question.html"
    form_class = VersionForm

    def may(self, partner: Partner) -> Decision:
        """Only those who keep the list decide, and never to close an access that is not theirs to close."""
        if self.kwargs["arrow"] not in _STATES:
            raise Http404
        closes = self.kwargs["arrow"] != "resume"
        decision = keeps_the_list(self.request)
        return decision and can_close_access(self.request.user, partner) if closes else decision

    def get_title(self) -> str:
        """Say what is decided, of whom."""
        return str(_STATES[self.kwargs["arrow"]][0]) % {"name": self.partner.organization.name}

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.partner.version}

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        _title, lead, submit = _STATES[self.kwargs["arrow"]]
        return super().get_context() | {"lead": lead, "submit": submit}

    def perform(self, form: VersionForm) -> str:
        """Decide."""
        operations.change_partner_state(
            partner=self.partner,
            arrow=self.kwargs["arrow"],
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        tell(self.request, _now("C’est enregistré."))
        return page_of(self.partner)
