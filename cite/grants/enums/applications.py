"""The vocabulary of a file: where it stands, said to its carrier, to those who review it, and as Dauphin says it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.journal import acts


class ApplicationState(models.TextChoices):
    """Where a file stands. The labels are for those who review it."""

    DRAFT = "draft", _("Brouillon")
    TO_SIGN = "to_sign", _("Prêt à signer")
    DEPOSITED = "deposited", _("Déposé, à prendre en charge")
    TAKEN_UP = "taken_up", _("Recevabilité à vérifier")
    TO_CORRECT = "to_correct", _("Compléments demandés au porteur")
    ADMISSIBLE = "admissible", _("Recevable, à instruire")
    INADMISSIBLE = "inadmissible", _("Non recevable")
    IN_REVIEW = "in_review", _("En instruction")
    ADVISED = "advised", _("Avis du comité rendu, actes attendus")
    WAITING_LIST = "waiting_list", _("Liste complémentaire")
    GRANTED = "granted", _("Accordé")
    REFUSED = "refused", _("Refusé")
    WITHDRAWN = "withdrawn", _("Retiré par le porteur")
    CLOSED = "closed", _("Clos")


CARRIER_LABELS = {
    ApplicationState.DRAFT: _("En cours de saisie"),
    ApplicationState.TO_SIGN: _("À signer par votre représentant légal"),
    ApplicationState.DEPOSITED: _("Déposé"),
    ApplicationState.TAKEN_UP: _("Reçu, en cours de vérification"),
    ApplicationState.TO_CORRECT: _("À compléter : vous avez une demande"),
    ApplicationState.ADMISSIBLE: _("Recevable"),
    ApplicationState.INADMISSIBLE: _("Non recevable"),
    ApplicationState.IN_REVIEW: _("En cours d’examen"),
    ApplicationState.ADVISED: _("En attente des décisions des financeurs"),
    ApplicationState.WAITING_LIST: _("Sur liste complémentaire"),
    ApplicationState.GRANTED: _("Subvention accordée"),
    ApplicationState.REFUSED: _("Subvention refusée"),
    ApplicationState.WITHDRAWN: _("Retiré à votre demande"),
    ApplicationState.CLOSED: _("Terminé"),
}
"""What the carrier reads."""


class DauphinState(models.TextChoices):
    """The words of Dauphin, the State's portal (domain, 2.4)."""

    REQUESTED = "requested", _("En cours de saisie")
    WAITING_FOR_CERTIFICATE = "waiting_for_certificate", _("En attente d’attestation")
    TRANSMITTED = "transmitted", _("Transmise")
    SUPPORTED = "supported", _("Prise en charge")
    ACCEPTABLE = "acceptable", _("Recevable")
    NOT_ACCEPTABLE = "not_acceptable", _("Non recevable")
    TO_REVIEW = "to_review", _("En attente d’instruction")
    IN_PROGRESS = "in_progress", _("En cours")
    PAID = "paid", _("A été versé")
    READY_TO_JUSTIFY = "ready_to_justify", _("À justifier")
    JUSTIFYING = "justifying", _("Justification en cours")
    JUSTIFICATION_TO_CORRECT = "justification_to_correct", _("Justification à modifier")
    JUSTIFIED = "justified", _("Justifiée")
    REJECTED = "rejected", _("Rejetée")
    CLOSED = "closed", _("Clôturée")


class CarrierKind(models.TextChoices):
    """What a carrier is for the fiche technique (« porteurs éligibles »)."""

    ASSOCIATION = "association", _("Association")
    LOCAL_AUTHORITY = "local_authority", _("Collectivité territoriale")
    TO_CONFIRM = "to_confirm", _("À confirmer par un copilote")


class PieceState(models.TextChoices):
    """What was said of a document; not looked at is not wrong."""

    UNKNOWN = "unknown", _("Pas encore vérifiée")
    COMPLIANT = "compliant", _("Conforme")
    NOT_COMPLIANT = "not_compliant", _("À remplacer")


class PledgeAnswer(models.TextChoices):
    """What a partner named in a file says of it; silence is not a no."""

    UNKNOWN = "unknown", _("Pas encore de réponse")
    YES = "yes", _("Oui, nous participons")
    NO = "no", _("Non")
    OTHERWISE = "otherwise", _("Oui, autrement")


class SimilarSource(models.TextChoices):
    """Where a similar action was found."""

    APPLICATION = "application", _("Dossier de cet appel à projets")
    FUNDED_ACTION = "funded_action", _("Action déjà financée")
    SERVICE = "service", _("Offre de service")


@acts
class ApplicationAct(models.TextChoices):
    """What the journal keeps of files."""

    READ = "grants.read_application", _("a consulté un dossier")
