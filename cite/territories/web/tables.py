"""The list of watch districts."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.territories.models import District
from cite.ui.tables import Column, Table


def watch_table(districts: Iterable[District], params: QueryDict, *, can_edit: bool) -> Table:
    """List the districts: where, confirmed or not, drawn or not; co-pilots get what there is to do."""
    columns = (
        Column(key="label", label=_("Quartier"), sortable=True),
        Column(key="communes", label=_("Communes"), value=_communes, sortable=True),
        Column(key="state", label=_("État"), kind="badge", value=_state, tone=_tone, sortable=True),
        Column(key="contour", label=_("Contour"), value=_contour),
    )
    if can_edit:
        columns += (
            Column(key="draw", label=_("Dessiner"), kind="link", value=_draw_label, href=_draw_url),
            Column(key="settle", label=_("Décider"), kind="link", value=_settle_label, href=_settle_url),
        )
    return Table(
        list(districts),
        columns=columns,
        params=params,
        caption=_("Quartiers en veille active"),
        empty_title=_("Aucun quartier en veille active"),
        empty_text=_("Les copilotes de la Cité en tiennent la liste."),
    )


def _communes(district: District) -> str:
    return ", ".join(commune.name for commune in district.communes.all())


def _state(district: District) -> str:
    if district.is_withdrawn:
        return _("Retiré")
    return _("Confirmé") if district.is_confirmed else _("À confirmer")


def _tone(district: District) -> str:
    if district.is_withdrawn:
        return "neutral"
    return "success" if district.is_confirmed else "warning"


def _contour(district: District) -> str:
    if district.area_m2 is None:
        return _("Pas encore dessiné")
    return _("Dessiné, %(hectares)s ha") % {"hectares": f"{district.area_m2 / 10_000:.1f}".replace(".", ",")}


def _draw_label(district: District) -> str:
    if district.is_withdrawn:
        return ""
    return (
        _("Dessiner %(name)s") % {"name": district.label}
        if district.area_m2 is None
        else (_("Modifier le contour de %(name)s") % {"name": district.label})
    )


def _draw_url(district: District) -> str:
    return "" if district.is_withdrawn else reverse("territories:watch-contour", args=[district.uuid])


def _settle_label(district: District) -> str:
    if district.is_withdrawn:
        return _("Remettre %(name)s") % {"name": district.label}
    verb = _("Retirer %(name)s") if district.is_confirmed else _("Confirmer %(name)s")
    return verb % {"name": district.label}


def _settle_url(district: District) -> str:
    if district.is_withdrawn:
        name = "territories:watch-restore"
    else:
        name = "territories:watch-withdraw" if district.is_confirmed else "territories:watch-confirm"
    return reverse(name, args=[district.uuid])
