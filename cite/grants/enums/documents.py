"""The vocabulary of letters, orders and agreements: what stands against one, and what the journal keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


@about_access("DESK_ONLY", "NOT_REPRESENTATIVE", "NOT_FOR_TEXTS")
class DocumentObjection(models.TextChoices):
    """Why a document is not issued, countersigned or canceled."""

    DESK_ONLY = (
        "desk_only",
        _("Seuls les copilotes, la coordination et les instructeurs établissent ce document."),
    )
    NOT_REPRESENTATIVE = (
        "not_representative",
        _(
            "Seul le représentant légal de la structure contresigne. "
            "Demandez-lui de se connecter avec son propre compte."
        ),
    )
    NOT_FOR_TEXTS = (
        "not_for_texts",
        _("Les copilotes et la coordination écrivent les textes ; un financeur écrit les siens."),
    )
    NOT_DEPOSITED = "not_deposited", _("Le dossier n’est pas encore déposé.")
    NOT_INADMISSIBLE = (
        "not_inadmissible",
        _(
            "Le dossier n’est pas déclaré non recevable. Prononcez d’abord la non-recevabilité, avec son motif."
        ),
    )
    NO_ACT = (
        "no_act",
        _("L’acte de ce financeur n’est pas enregistré. Enregistrez son numéro, sa date et son signataire."),
    )
    AWARD_WITHDRAWN = (
        "award_withdrawn",
        _("Cette décision est retirée : plus aucun document ne s’établit sur elle. Les anciens restent."),
    )
    NOT_AN_ORDER = (
        "not_an_order",
        _("Ce financeur ne décide pas par arrêté : son acte s’établit dans ses propres services."),
    )
    NOT_GRANTED = "not_granted", _("Ce financeur n’a pas accordé de subvention à ce dossier.")
    NOT_REFUSED = (
        "not_refused",
        _("Ce financeur n’a pas refusé ce dossier. La lettre de refus suit une décision de refus."),
    )
    NOT_WAITING = "not_waiting", _("Ce financeur n’a pas placé ce dossier sur liste complémentaire.")
    NOT_ADJOURNED = "not_adjourned", _("Ce financeur n’a pas ajourné ce dossier.")
    NOT_WITHDRAWN = (
        "not_withdrawn",
        _("Cette décision n’est pas retirée. Retirez-la d’abord, avec son motif et son acte."),
    )
    NO_AMENDMENT = "no_amendment", _("Aucun avenant n’est enregistré. Enregistrez-le d’abord, avec son acte.")
    NO_RECOVERY = (
        "no_recovery",
        _("Aucune procédure de reversement n’est ouverte. Ouvrez-la d’abord, avec son motif et son montant."),
    )
    NO_RECOVERY_DECIDED = (
        "no_recovery_decided",
        _("Aucun reversement n’est décidé. Décidez-le d’abord, une fois le porteur entendu."),
    )
    NO_RECOVERY_DROPPED = (
        "no_recovery_dropped",
        _("Aucune procédure de reversement n’est abandonnée. Cette lettre suit l’abandon."),
    )
    NO_AWARD = "no_award", _("Choisissez le financeur dont la décision est concernée.")
    CANCELED = "canceled", _("Ce document est annulé. Établissez-en un nouveau.")
    COUNTERSIGNED = (
        "countersigned",
        _("Le porteur a contresigné ce document : il ne s’annule plus. Établissez un avenant."),
    )
    NOT_TO_COUNTERSIGN = (
        "not_to_countersign",
        _("Ce document ne se contresigne pas : seule une convention le fait."),
    )
    SIGNED_BY_ANOTHER = "signed_by_another", _("Ce document est déjà contresigné.")
    REASON_NEEDED = (
        "reason_needed",
        _("Écrivez la raison : elle sera lue par ceux qui vérifient le document."),
    )
    NAME_NEEDED = "name_needed", _("Écrivez le nom et la fonction de la personne qui signe.")


class TextObjection(models.TextChoices):
    """What is wrong with the text of a document."""

    MISSING = "text_missing", _("Écrivez un titre et un texte.")
    TOO_LONG = (
        "text_too_long",
        _("Ce texte est trop long. Raccourcissez-le à 20 000 caractères, le titre à 200."),
    )
    NO_SUCH_FIELD = (
        "no_such_field",
        _("Ce champ n’existe pas pour ce document. Choisissez-en un dans la liste, accolades comprises."),
    )
    STRAY_BRACE = (
        "stray_brace",
        _("Une accolade n’entoure aucun champ. Effacez-la, ou écrivez le nom du champ entre deux accolades."),
    )
    NOT_OF_A_FUNDER = (
        "not_of_a_funder",
        _("Ce document est celui de la Cité : son texte s’écrit pour la Cité, pas pour un financeur."),
    )


@acts
class DocumentAct(models.TextChoices):
    """What the journal keeps of documents."""

    ISSUE = "grants.issue_document", _("a établi un document")
    CANCEL = "grants.cancel_document", _("a annulé un document")
    COUNTERSIGN = "grants.countersign_document", _("a contresigné un document")
    READ = "grants.read_document", _("a ouvert un document établi")
    WRITE_TEXT = "grants.write_document_text", _("a modifié le texte d’un document")
    RESET_TEXT = "grants.reset_document_text", _("a remis le texte d’origine d’un document")
