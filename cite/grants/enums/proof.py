"""The vocabulary of the proof of an action."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


@about_access("NOT_FOR_PROOF")
class ProofObjection(models.TextChoices):
    """Why the proof of an action is not given."""

    NOT_FOR_PROOF = (
        "not_for_proof",
        _(
            "Le dossier de preuve est réservé aux copilotes, à la coordination et aux financeurs du dossier. "
            "Demandez-le à l’un d’eux."
        ),
    )
    TOO_LARGE = (
        "proof_too_large",
        _("Ce dossier de preuve est trop volumineux. Téléchargez ses documents et ses bilans un par un."),
    )


@acts
class ProofAct(models.TextChoices):
    """What the journal keeps of proofs."""

    TAKE = "grants.take_proof", _("a téléchargé le dossier de preuve d’une action")


READ_ME = _(
    "Dossier de preuve d’une action financée par la Cité de l’emploi.\n\n"
    "manifest.json : la liste des fichiers, avec leur taille et leur empreinte SHA-256.\n"
    "depots/ : le dossier à chaque dépôt, tel qu’il a été déposé.\n"
    "signatures.json : les attestations signées, et celles qui ont été annulées.\n"
    "decisions.json : la décision de chaque financeur, ses avenants et ses procédures de reversement.\n"
    "documents/ : les lettres, arrêtés et conventions établis. Chacun porte un code qui se vérifie en ligne.\n"
    "bilans/ : le dernier dépôt de chaque bilan. Les petits effectifs y sont masqués.\n"
    "financement.csv : les versements et les reversements.\n"
    "journal.csv : les actes journalisés de ce dossier, sans le nom des personnes.\n\n"
    "Le contenu du journal est effacé au terme de sa durée de conservation : ses lignes anciennes manquent alors. "
    "Ce dossier contient ce que peut lire la personne qui l’a téléchargé. Conservez-le comme une pièce comptable.\n"
)
