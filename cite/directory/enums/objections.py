"""Why something is not done to the offer of services."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access


@about_access("MODERATORS_ONLY", "NOT_YOUR_ORGANIZATION")
class ServiceObjection(models.TextChoices):
    """Why a sheet is not written, published, or taken away."""

    MODERATORS_ONLY = (
        "moderators_only",
        _("Seuls les copilotes et la coordination relisent les fiches. Écrivez-leur si c’est urgent."),
    )
    NOT_YOUR_ORGANIZATION = (
        "not_your_organization",
        _(
            "Cette fiche est celle d’une autre structure. Vous pouvez lui signaler une erreur depuis la fiche."
        ),
    )
    IMPORTED = (
        "imported",
        _("Cette fiche vient d’un autre annuaire. Elle se corrige là-bas : le lien est au bas de la fiche."),
    )
    NOT_IN_THIS_STATE = (
        "not_in_this_state",
        _("La fiche a changé d’état entre-temps. Rechargez la page pour voir où elle en est."),
    )
