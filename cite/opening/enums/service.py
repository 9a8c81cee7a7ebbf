"""The vocabulary of putting a Cité in service: what the law asks before real residents are entered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class ServiceState(models.TextChoices):
    """Whether real residents may be entered."""

    TRAINING = "training", _("Mode formation")
    AWAITING_OTHER = "awaiting_other", _("Un copilote a donné son accord")
    IN_SERVICE = "in_service", _("En service")
    SUSPENDED = "suspended", _("Suspendue")


class ComplianceKind(models.TextChoices):
    """One thing the law asks."""

    IMPACT_ASSESSMENT = "impact_assessment", _("Analyse d’impact (AIPD)")
    JOINT_CONTROLLERS = "joint_controllers", _("Accord entre responsables conjoints")
    PROCESSING_REGISTER = "processing_register", _("Registre des traitements")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Délégué à la protection des données")
    HOST_CONTRACT = "host_contract", _("Contrat avec l’hébergeur")
    SECURITY_APPROVAL = "security_approval", _("Homologation de sécurité")
    INFORMATION_NOTICE = "information_notice", _("Information des personnes")
    ACCESSIBILITY_STATEMENT = "accessibility_statement", _("Déclaration d’accessibilité")


class MissingPiece(models.TextChoices):
    """What is wrong with one piece. The braces are filled by `rules.compliance.Missing`."""

    ABSENT = "absent", _("{piece} : rien n’est encore noté.")
    UNDATED = "undated", _("{piece} : la date manque.")
    IN_THE_FUTURE = "in_the_future", _("{piece} : la date est dans l’avenir, la pièce n’est donc pas signée.")
    NO_PROOF = "no_proof", _("{piece} : joignez le document, ou écrivez où le trouver.")
    OUTDATED = "outdated", _("{piece} : n’est plus valable. Faites la renouveler, puis notez la nouvelle.")


@about_access("READERS_ONLY", "EDITORS_ONLY", "SAME_PERSON")
class ServiceObjection(models.TextChoices):
    """Why the Cité is not put in service, or not changed so."""

    TRAINING_MODE = (
        "training_mode",
        _(
            "Cette Cité est en mode formation : n’entrez pas de vraies personnes tant que les deux copilotes "
            "ne l’ont pas mise en service."
        ),
    )
    SUSPENDED = (
        "suspended",
        _(
            "Un copilote a suspendu la mise en service : n’entrez personne de nouveau pour le moment. "
            "Les accompagnements en cours continuent."
        ),
    )
    NO_TERRITORY = "no_territory", _("Aucune Cité de l’emploi n’est ouverte à cette adresse.")
    OTHER_CO_PILOT = (
        "other_co_pilot",
        _("Vous avez déjà donné l’accord de votre institution : c’est à l’autre copilote de donner le sien."),
    )
    SAME_PERSON = (
        "same_person",
        _(
            "L’État et la métropole sont deux personnes différentes : l’autre accord doit venir de quelqu’un d’autre."
        ),
    )
    NOT_YOUR_AGREEMENT = (
        "not_your_agreement",
        _(
            "Cet accord est celui de l’autre institution : elle seule peut le retirer. "
            "Vous pouvez ne pas donner le vôtre."
        ),
    )
    NOT_IN_THIS_STATE = (
        "not_in_this_state",
        _("Ce n’est plus possible : la situation a changé. Rechargez la page pour la voir."),
    )
    REASON_MISSING = "reason_missing", _("Dites pourquoi : l’autre copilote et la coordination le liront.")
    READERS_ONLY = (
        "readers_only",
        _("Cette page est réservée aux copilotes, à la coordination et à la protection des données."),
    )
    EDITORS_ONLY = (
        "editors_only",
        _("Seuls les copilotes et la personne chargée de la protection des données notent les pièces."),
    )
    DATES_REVERSED = "dates_reversed", _("La fin de validité vient après la date de la pièce.")


@acts
class ServiceAct(models.TextChoices):
    """What putting in service writes in the journal."""

    NOTE_PIECE = "opening.note_piece", _("a noté une pièce de la mise en service")
    AGREE = "opening.agree_to_service", _("a donné son accord à la mise en service")
    PUT_IN_SERVICE = "opening.put_in_service", _("a mis la Cité en service, avec l’autre copilote")
    WITHDRAW = "opening.withdraw_agreement", _("a retiré son accord à la mise en service")
    SUSPEND = "opening.suspend_service", _("a suspendu la mise en service")
    READ_PIECES = "opening.read_pieces", _("a consulté les pièces de la mise en service")
