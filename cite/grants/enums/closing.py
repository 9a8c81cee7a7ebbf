"""The vocabulary of the end of a file: what stands against closing it, and what the journal keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.journal import acts


class ClosingObjection(models.TextChoices):
    """Why a file is not closed, or not opened again."""

    REPORT_NOT_ACCEPTED = (
        "report_not_accepted",
        _("Le bilan final n’est pas encore accepté. Lisez-le, puis acceptez-le."),
    )
    MONEY_LEFT = (
        "money_left",
        _("Il reste une somme à verser. Versez-la, ou réduisez la subvention par un avenant."),
    )
    RECOVERY_OPEN = (
        "recovery_open",
        _("Une procédure de reversement est en cours. Terminez-la."),
    )
    FILE_CLOSED = (
        "file_closed",
        _("Le dossier est clos. Un copilote le rouvre à la page « Financement », puis vous recommencez."),
    )
    NOTHING_GRANTED = (
        "nothing_granted",
        _("Aucune subvention n’est plus accordée à ce dossier : il reste clos."),
    )
    ALL_PLANNED = (
        "all_planned",
        _(
            "Tout ce qui est accordé est déjà prévu ou versé. Annulez un versement prévu pour en prévoir un autre."
        ),
    )
    NOTHING_KEPT = (
        "nothing_kept",
        _("Le porteur ne garde aucune somme de cette subvention : rien n’est à reverser."),
    )


@acts
class ClosingAct(models.TextChoices):
    """What the journal keeps of it."""

    CLOSE = "grants.close_application", _("a clos un dossier")
    REOPEN = "grants.reopen_application", _("a rouvert un dossier clos")
