"""The pages where the co-pilots say which the watch districts are, and where."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.accounts.permissions import can_work_here
from cite.core.decisions import Decision
from cite.territories.gateways.official_files import FileRefused
from cite.territories.models import District
from cite.territories.operations import watch_districts as operations
from cite.territories.permissions import (
    can_edit_watch_district,
    can_edit_watch_districts,
    visible_watch_districts,
)
from cite.territories.queries.territory_map import communes_of
from cite.territories.queries.watch_districts import contour_geojson
from cite.territories.web.forms.watch import ContourForm, WatchDistrictForm
from cite.territories.web.tables import watch_table
from cite.ui.forms import VersionForm
from cite.ui.messages import tell
from cite.ui.tables import Table
from cite.ui.views import FormPage, Page, TablePage

_LIST_URL = reverse_lazy("territories:watch-districts")
_ABOVE = ((_("Veille active"), _LIST_URL),)


def works_here(request: HttpRequest) -> Decision:
    """Open a page to those who hold a role in this Cité."""
    return can_work_here(request.user, request.territory)


def co_pilots(request: HttpRequest) -> Decision:
    """Open a page to the co-pilots of this Cité."""
    return can_edit_watch_districts(request.user, request.territory)


class WatchDistricts(TablePage):
    """The watch districts of the territory, and what co-pilots have to do about them."""

    title = _("Quartiers en veille active")
    permission = works_here
    template_name = "territories/watch_districts.html"

    def get_table(self) -> Table:
        """List the districts this person may see."""
        districts = visible_watch_districts(self.request.user, self.request.territory)
        return watch_table(districts, self.request.GET, can_edit=self.can_edit)

    @property
    def can_edit(self) -> bool:
        """Whether she is a co-pilot."""
        return bool(co_pilots(self.request))

    def get_context(self) -> dict[str, Any]:
        """Offer to add a district to those who may."""
        return {"can_edit": self.can_edit}


class AddWatchDistrict(FormPage):
    """A district that the list lacks."""

    title = _("Ajouter un quartier en veille active")
    permission = co_pilots
    template_name = "territories/watch_form.html"
    breadcrumb = _ABOVE

    def get_form(self) -> WatchDistrictForm:
        """Offer the communes of the territory."""
        communes = communes_of(self.request.territory).defer("contour")
        return WatchDistrictForm(**self.get_form_kwargs(), communes=communes)

    def get_context(self) -> dict[str, Any]:
        """Say what comes next."""
        return {
            "lead": _("Vous pourrez dessiner son contour juste après."),
            "submit": _("Ajouter le quartier"),
            "icon": "add-line",
        }

    def perform(self, form: WatchDistrictForm) -> str:
        """Add it, and go on to its contour."""
        district = operations.add_watch_district(
            territory=self.request.territory,
            label=form.cleaned_data["label"],
            communes=form.communes,
            by=self.request.user,
        )
        tell(
            self.request,
            _("« %(name)s » est dans la liste. Dessinez maintenant son contour.") % {"name": district.label},
        )
        return reverse("territories:watch-contour", args=[district.uuid])


class _DistrictPage(Page):
    """A page about one watch district; one of another territory does not exist here."""

    permission = co_pilots
    breadcrumb = _ABOVE

    @cached_property
    def district(self) -> District:
        """The district named in the address."""
        visible = visible_watch_districts(self.request.user, self.request.territory)
        return get_object_or_404(visible, uuid=self.kwargs["uuid"])

    def decide(self) -> Decision:
        """Ask for the role first, then about this district."""
        return super().decide() and can_edit_watch_district(
            self.request.user, self.request.territory, self.district
        )

    def get_title(self) -> str:
        """Name the district."""
        return str(self.title) % {"name": self.district.label}

    def get_initial(self) -> dict[str, Any]:
        """Remember which version of the district this page shows."""
        return {"version": self.district.version}

    @property
    def change(self) -> dict[str, Any]:
        """What every operation on this district is told."""
        return {
            "district": self.district,
            "by": self.request.user,
            "territory": self.request.territory,
        }


class DrawContour(_DistrictPage, FormPage):
    """The contour of a district: drawn on the map, pasted, or brought in a file."""

    title = _("Contour de %(name)s")
    template_name = "territories/watch_contour.html"
    form_class = ContourForm
    success_url = _LIST_URL

    def get_initial(self) -> dict[str, Any]:
        """Start from the contour it has."""
        return super().get_initial() | {"drawing": contour_geojson(self.district)}

    def get_context(self) -> dict[str, Any]:
        """Show the district, and whether it awaits confirmation."""
        return {"district": self.district, "cancel_url": _LIST_URL}

    def perform(self, form: ContourForm) -> HttpResponse | None:
        """Set the contour; a file that cannot be read is an error of its field."""
        try:
            operations.set_watch_contour(
                **self.change, geometry=form.geometry, version=form.cleaned_data["version"]
            )
        except FileRefused as refusal:
            form.add_error("file" if form.cleaned_data["file"] else "drawing", refusal.sentence)
            return self.show_errors(form)
        tell(
            self.request,
            _("Le contour de « %(name)s » est enregistré : les réponses en tiennent compte.")
            % {"name": self.district.label},
        )
        return None


class _OneQuestion(_DistrictPage, FormPage):
    """One decision about a district: what it does is said, one button does it."""

    template_name = "territories/watch_form.html"
    form_class = VersionForm
    success_url = _LIST_URL
    lead: str
    submit: str
    icon: str

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        return {
            "lead": self.lead,
            "submit": self.submit,
            "icon": self.icon,
            "cancel_url": _LIST_URL,
        }


class ConfirmWatchDistrict(_OneQuestion):
    """Confirm that a district of the list is a watch district."""

    title = _("Confirmer %(name)s")
    lead = _("Ce quartier est bien en veille active : il n’ouvre pas droit aux actions de la Cité.")
    submit = _("Confirmer ce quartier")
    icon = "check-line"

    def get_context(self) -> dict[str, Any]:
        """Offer the other answer too: it is not a watch district."""
        return super().get_context() | {
            "other_url": reverse("territories:watch-withdraw", args=[self.district.uuid]),
            "other_label": _("Non, retirer ce quartier de la liste"),
        }

    def perform(self, form: VersionForm) -> None:
        """Confirm it."""
        operations.confirm_watch_district(**self.change, version=form.cleaned_data["version"])
        tell(self.request, _("« %(name)s » est confirmé.") % {"name": self.district.label})


class WithdrawWatchDistrict(_OneQuestion):
    """Take out of the list a district that is not a watch district after all."""

    title = _("Retirer %(name)s")
    lead = _("Il ne sera plus sur la carte ni dans les réponses. Vous pourrez le remettre dans la liste.")
    submit = _("Retirer de la liste")
    icon = "delete-bin-line"

    def perform(self, form: VersionForm) -> None:
        """Withdraw it."""
        operations.withdraw_watch_district(**self.change, version=form.cleaned_data["version"])
        tell(self.request, _("« %(name)s » n’est plus dans la liste.") % {"name": self.district.label})


class RestoreWatchDistrict(_OneQuestion):
    """Put back in the list a district taken out by mistake."""

    title = _("Remettre %(name)s")
    lead = _("Il reviendra dans la liste, avec le contour qu’il avait.")
    submit = _("Remettre dans la liste")
    icon = "arrow-go-back-line"

    def perform(self, form: VersionForm) -> None:
        """Restore it."""
        operations.restore_watch_district(**self.change, version=form.cleaned_data["version"])
        tell(self.request, _("« %(name)s » est de nouveau dans la liste.") % {"name": self.district.label})
