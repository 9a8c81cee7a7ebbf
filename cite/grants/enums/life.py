"""The life of a file, as a picture and in sentences: its stages, and what comes next for whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LifeStage(models.TextChoices):
    """The stages of a file, in their order."""

    WRITING = "writing", _("Saisie")
    DEPOSIT = "deposit", _("Signature et dépôt")
    ADMISSIBILITY = "admissibility", _("Recevabilité")
    REVIEW = "review", _("Instruction")
    DECISION = "decision", _("Comité et décisions")
    ACTION = "action", _("Action et versements")
    REPORT = "report", _("Bilan")


class NextStep(models.TextChoices):
    """What comes next, and who must act."""

    WRITE = "write", _("Le porteur termine la saisie, puis son représentant légal signe.")
    SIGN = "sign", _("Le représentant légal du porteur signe, puis le dossier est déposé.")
    TAKE_UP = "take_up", _("L’instruction prend le dossier en charge.")
    CHECK = "check", _("L’instruction vérifie que le dossier est recevable.")
    CORRECT = "correct", _("Le porteur répond à la demande de compléments, puis dépose à nouveau.")
    REVIEW = "review", _("Les instructeurs examinent le dossier et donnent leur avis.")
    DECIDE = "decide", _("Chaque financeur prend sa décision, puis la notifie.")
    WAIT = "wait", _("Le dossier attend que des crédits se libèrent. Le porteur n’a rien à faire.")
    ACT = "act", _("Le porteur mène l’action, puis dépose son bilan.")
    READ_REPORT = "read_report", _("L’instruction lit le bilan.")
    CORRECT_REPORT = "correct_report", _("Le porteur complète son bilan.")
    NOTHING = "nothing", _("Il n’y a plus rien à faire sur ce dossier.")


CARRIER_STEPS = {
    NextStep.WRITE: _("Terminez la saisie, puis faites signer votre représentant légal."),
    NextStep.SIGN: _("Votre représentant légal signe, puis vous déposez."),
    NextStep.TAKE_UP: _("Le service instructeur prend votre dossier en charge."),
    NextStep.CHECK: _("Le service instructeur vérifie que votre dossier est recevable."),
    NextStep.CORRECT: _("Répondez à la demande de compléments, puis déposez à nouveau."),
    NextStep.REVIEW: _("Deux instructeurs examinent votre dossier et donnent leur avis."),
    NextStep.DECIDE: _("Chaque financeur prend sa décision, puis vous la notifie."),
    NextStep.WAIT: _("Votre dossier attend que des crédits se libèrent. Vous n’avez rien à faire."),
    NextStep.ACT: _("Menez l’action, puis déposez votre bilan."),
    NextStep.READ_REPORT: _("Le service instructeur lit votre bilan."),
    NextStep.CORRECT_REPORT: _("Complétez votre bilan, puis déposez-le à nouveau."),
    NextStep.NOTHING: _("Il n’y a plus rien à faire sur ce dossier."),
}
"""What the carrier reads."""


class NextActor(models.TextChoices):
    """Who must act next."""

    CARRIER = "carrier", _("le porteur")
    REPRESENTATIVE = "representative", _("le représentant légal du porteur")
    DESK = "desk", _("le service instructeur")
    FUNDERS = "funders", _("les financeurs")
    NOBODY = "nobody", _("personne")
