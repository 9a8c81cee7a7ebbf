"""The vocabulary of the documents of a file, of its comparison, and of Dauphin's references."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.journal import acts

TOPIC_LABELS = {
    "answer": _("Réponses"),
    "audience": _("Public et lieux"),
    "district": _("Quartiers"),
    "budget": _("Budget"),
}
CHANGE_LABELS = {"added": _("Ajouté"), "removed": _("Retiré"), "changed": _("Modifié")}

CERFA_SECTIONS = {
    "0": _("Votre demande"),
    "1": _("1. Identification"),
    "2": _("2. Relations avec l’administration"),
    "3": _("3. Relations avec d’autres associations"),
    "4": _("4. Moyens humains au 31 décembre de l’année écoulée"),
    "5": _("5. Budget de la structure"),
    "6": _("6. Projet – Objet de la demande"),
    "7": _("7. Attestations"),
}
"""The sections of the Cerfa 12156*06."""


class DauphinObjection(models.TextChoices):
    """Why a reference is not one of Dauphin's."""

    NOT_A_REFERENCE = (
        "not_a_reference",
        _("Une référence Dauphin a huit chiffres, par exemple DA00123456. Recopiez-la depuis Dauphin."),
    )


@acts
class FileDocumentAct(models.TextChoices):
    """What the journal keeps of the documents of a file."""

    DOWNLOAD = "grants.download_file", _("a téléchargé un dossier")
    SET_DAUPHIN = "grants.set_dauphin", _("a inscrit la référence Dauphin d’un dossier")
