"""The vocabulary of taking a filled form into a file: a Cerfa, or our spreadsheet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.journal import acts


class TakeInProblem(models.TextChoices):
    """Why a file that somebody brings cannot be read."""

    NOT_A_PDF = (
        "not_a_pdf",
        _("Ce fichier n’est pas un PDF lisible. Enregistrez-le à nouveau, puis réessayez."),
    )
    TOO_COMPLEX = (
        "too_complex",
        _(
            "Ce PDF contient trop d’éléments pour être lu. Enregistrez le formulaire rempli seul, sans annexe."
        ),
    )
    ENCRYPTED = "encrypted", _("Ce PDF est protégé par un mot de passe. Enregistrez-le sans protection.")
    NOT_A_FORM = (
        "not_a_form",
        _("Ce PDF n’a pas de champs remplis : un formulaire imprimé ou numérisé ne se lit pas. Recopiez-le."),
    )
    NOTHING_KNOWN = (
        "nothing_known",
        _("Aucun champ de ce fichier ne correspond à une question du dossier. Vérifiez que c’est le bon."),
    )
    NOT_OUR_WORKBOOK = (
        "not_our_workbook",
        _("Ce classeur n’est pas le nôtre : téléchargez le modèle, remplissez-le, puis déposez-le ici."),
    )


@acts
class TakeInAct(models.TextChoices):
    """What the journal keeps of it."""

    TAKE_IN = "grants.take_in", _("a repris un formulaire rempli dans un dossier")
