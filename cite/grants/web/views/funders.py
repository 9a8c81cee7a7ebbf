"""Who funds, and what each puts in a call."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.accounts.enums import Role
from cite.actors.enums import PartnerState
from cite.actors.models import Partner
from cite.actors.rules.roles import FITS
from cite.grants.models import Envelope, Funder
from cite.grants.operations import funders as operations
from cite.grants.permissions.calls import visible_funders
from cite.grants.rules.amounts import euros
from cite.grants.web.forms.funders import EnvelopeForm, FunderForm
from cite.grants.web.tables.calls import to_fix_table
from cite.grants.web.views.base import CALLS
from cite.grants.web.views.call_desk import DeskPage, prepares
from cite.ui.messages import tell
from cite.ui.tables import Column, Table
from cite.ui.views import FormPage, TablePage

FUNDERS = (
    (_("Appels à projets"), reverse_lazy("grants:calls")),
    (_("Financeurs"), reverse_lazy("grants:funders")),
)


class Funders(TablePage):
    """Who funds here."""

    title = _("Financeurs")
    permission = prepares
    template_name = "grants/funders.html"
    breadcrumb = CALLS

    def get_table(self) -> Table:
        """List them."""
        rows = visible_funders(self.request.user, self.request.territory).select_related(
            "partner__organization"
        )
        columns = (
            Column(
                key="name",
                label=_("Nom"),
                kind="link",
                href=lambda funder: reverse("grants:funder", args=[funder.uuid]),
            ),
            Column(key="kind", label=_("Nature"), value=lambda funder: funder.get_kind_display()),
            Column(key="act_kind", label=_("Acte"), value=lambda funder: funder.get_act_kind_display()),
            Column(key="signatory", label=_("Qui signe")),
            Column(
                key="is_active",
                label=_("Finance encore"),
                value=lambda funder: _now("Oui") if funder.is_active else _now("Non"),
            ),
        )
        return Table(
            rows.order_by("position", "name", "pk"),
            columns=columns,
            params=self.request.GET,
            caption=str(_("Financeurs")),
            empty_title=_("Aucun financeur"),
            empty_text=_("Ajoutez l’État, la métropole et les autres financeurs de l’appel."),
        )


class _FunderPage(FormPage):
    permission = prepares
    template_name = "grants/desk_form.html"
    breadcrumb = FUNDERS
    success_url = reverse_lazy("grants:funders")

    def get_form(self) -> FunderForm:
        """Offer the organizations whose people may fund."""
        partners = Partner.objects.filter(
            territory=self.request.territory,
            state=PartnerState.ACTIVE,
            organization__kind__in=sorted(FITS[Role.FUNDER]),
        )
        return FunderForm(
            **self.get_form_kwargs(),
            partners=list(partners.select_related("organization").order_by("organization__search_key", "pk")),
        )

    def get_context(self) -> dict[str, Any]:
        """Say what a funder is for."""
        return {
            "lead": _("Un financeur a une enveloppe par appel, et décide de chaque dossier par un acte."),
            "submit": _("Enregistrer"),
            "icon": "save-line",
            "cancel_url": self.success_url,
        }


class NewFunder(_FunderPage):
    """Add a funder."""

    title = _("Ajouter un financeur")

    def perform(self, form: FunderForm) -> None:
        """Add it."""
        operations.save_funder(territory=self.request.territory, values=form.values, by=self.request.user)
        tell(self.request, _now("Le financeur est ajouté. Fixez son enveloppe dans chaque appel."))


class EditFunder(_FunderPage):
    """Change a funder."""

    title = _("Modifier un financeur")

    @cached_property
    def funder(self) -> Funder:
        """The funder named in the address."""
        rows = visible_funders(self.request.user, self.request.territory)
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def get_title(self) -> str:
        """Name it."""
        return self.funder.name

    def get_initial(self) -> dict[str, Any]:
        """Start from what it is."""
        funder = self.funder
        names = (*operations.FUNDER_FIELDS, "version")
        return {name: getattr(funder, name) for name in names} | {
            "partner": str(funder.partner.uuid) if funder.partner else ""
        }

    def perform(self, form: FunderForm) -> None:
        """Change it."""
        operations.save_funder(
            territory=self.request.territory,
            funder=self.funder,
            values=form.values,
            version=form.cleaned_data["version"] or 0,
            by=self.request.user,
        )
        tell(self.request, _now("Le financeur est à jour."))


class Envelopes(DeskPage):
    """What each funder puts in a call."""

    title = _("Enveloppes de « %(call)s »")
    template_name = "grants/envelopes.html"

    def get_context(self) -> dict[str, Any]:
        """List every funder that still funds, with its envelope if it has one."""
        known = {envelope.funder_id: envelope for envelope in Envelope.objects.filter(call=self.call)}
        funders = visible_funders(self.request.user, self.request.territory)
        rows = [
            {
                "funder": funder,
                "envelope": known.get(funder.pk),
                "amounts": _amounts(known.get(funder.pk)),
                "url": reverse("grants:envelope", args=[self.call.uuid, funder.uuid]),
            }
            for funder in funders.order_by("position", "name", "pk")
            if funder.is_active or funder.pk in known
        ]
        given = [row["envelope"] for row in rows if row["envelope"]]
        return {
            "table": to_fix_table(rows),
            "figures": [
                (_("En tout"), euros(sum((envelope.amount for envelope in given), Decimal(0)))),
                (_("Déjà attribué"), euros(sum((envelope.committed for envelope in given), Decimal(0)))),
            ],
            "desk_url": self.desk,
        }


class EditEnvelope(DeskPage, FormPage):
    """What one funder puts in a call."""

    title = _("Enveloppe")
    template_name = "grants/desk_form.html"
    form_class = EnvelopeForm

    @cached_property
    def funder(self) -> Funder:
        """The funder named in the address."""
        rows = visible_funders(self.request.user, self.request.territory)
        return get_object_or_404(rows, uuid=self.kwargs["funder"])

    @cached_property
    def envelope(self) -> Envelope | None:
        """Its envelope, if there is one."""
        return Envelope.objects.filter(call=self.call, funder=self.funder).first()

    def get_title(self) -> str:
        """Name the funder and the call."""
        names = {"funder": self.funder.name, "call": self.call.title}
        return _now("Enveloppe de « %(funder)s » pour « %(call)s »") % names

    def get_initial(self) -> dict[str, Any]:
        """Start from what it is."""
        if self.envelope is None:
            return {"version": 0}
        return {"amount": self.envelope.amount, "version": self.envelope.version}

    def get_context(self) -> dict[str, Any]:
        """Say what is committed already."""
        return {
            "lead": _("Aucune décision ne pourra dépasser cette enveloppe."),
            "submit": _("Enregistrer"),
            "icon": "save-line",
            "cancel_url": reverse("grants:envelopes", args=[self.call.uuid]),
        }

    def perform(self, form: EnvelopeForm) -> str:
        """Set it."""
        operations.set_envelope(
            call=self.call,
            funder=self.funder,
            amount=form.cleaned_data["amount"],
            version=form.cleaned_data["version"] or 0,
            by=self.request.user,
        )
        tell(self.request, _now("L’enveloppe est enregistrée."))
        return reverse("grants:envelopes", args=[self.call.uuid])


def _amounts(envelope: Envelope | None) -> list[str]:
    if envelope is None:
        return [_now("Non fixée"), "", ""]
    return [euros(envelope.amount), euros(envelope.committed), euros(envelope.left)]
