"""The vocabulary of what happens after a decision: amendments, and recoveries after hearing the carrier."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class AmendmentObjection(models.TextChoices):
    """Why an amendment is not recorded."""

    NOT_GRANTED = (
        "not_granted",
        _("Un avenant modifie une subvention notifiée. Notifiez d’abord la décision."),
    )
    REASON_NEEDED = "reason_needed", _("Écrivez le motif de l’avenant.")
    ACT_NEEDED = "act_needed", _("Écrivez le numéro et la date de l’acte qui modifie la décision.")
    ACT_BEFORE = (
        "act_before",
        _("L’acte de l’avenant ne peut pas précéder celui de la décision. Vérifiez sa date."),
    )
    ACT_AHEAD = "act_ahead", _("La date de l’acte est à venir. Enregistrez l’avenant une fois l’acte signé.")
    NOTHING_CHANGES = "nothing_changes", _("Rien ne change. Modifiez les dates, le montant ou le contenu.")
    NOT_POSITIVE = (
        "not_positive",
        _("Écrivez un montant supérieur à zéro. Pour tout retirer, ouvrez un reversement."),
    )
    LESS_THAN_PAID = (
        "less_than_paid",
        _(
            "Le nouveau montant est inférieur à ce qui est versé ou prévu. "
            "Annulez des versements prévus, ou ouvrez un reversement."
        ),
    )
    DATES_NEEDED = "dates_needed", _("Écrivez le début et la fin, dans cet ordre.")
    OUT_OF_YEAR = (
        "out_of_year",
        _("L’action a lieu pendant l’année de l’appel à projets. Corrigez les dates."),
    )
    CONTENT_NEEDED = "content_needed", _("Décrivez ce qui change dans l’action.")
    NO_ENVELOPE = "no_envelope", _("Ce financeur n’a pas d’enveloppe pour cet appel. Créez-la d’abord.")


@about_access("NOT_THE_CARRIER")
class RecoveryObjection(models.TextChoices):
    """Why a recovery does not go on."""

    NOT_THE_CARRIER = "not_the_carrier", _("Seules les personnes de la structure concernée répondent.")
    NOTHING_PAID = (
        "nothing_paid",
        _("Le montant envisagé dépasse ce que le porteur a reçu et gardé. Réduisez-le."),
    )
    NOT_POSITIVE = "not_positive", _("Écrivez un montant supérieur à zéro, avec deux décimales au plus.")
    MOTIVE_NEEDED = "motive_needed", _("Écrivez le motif : le porteur doit pouvoir y répondre.")
    TOO_SOON = (
        "too_soon",
        _("Laissez au porteur le temps de répondre : choisissez une date plus lointaine."),
    )
    ALREADY_OPEN = "already_open", _("Une procédure est déjà en cours pour cette subvention.")
    NOT_OPEN = "not_open", _("Cette procédure est terminée. Rechargez la page pour voir son issue.")
    RESPONSE_NEEDED = "response_needed", _("Écrivez votre réponse.")
    CARRIER_NOT_HEARD = (
        "carrier_not_heard",
        _("Le porteur n’a pas répondu et peut encore le faire. Attendez sa réponse, ou la fin du délai."),
    )
    MORE_THAN_CONSIDERED = (
        "more_than_considered",
        _(
            "Le montant dépasse celui sur lequel le porteur a été entendu. Réduisez-le, ou ouvrez une autre procédure."
        ),
    )
    ACT_NEEDED = "act_needed", _("Écrivez le numéro de l’acte qui décide le reversement.")


@acts
class AfterwardsAct(models.TextChoices):
    """What the journal keeps of what follows a decision."""

    AMEND = "grants.record_amendment", _("a enregistré un avenant")
    OPEN_RECOVERY = "grants.open_recovery", _("a ouvert une procédure de reversement")
    ANSWER_RECOVERY = "grants.answer_recovery", _("a répondu à une procédure de reversement")
    DECIDE_RECOVERY = "grants.decide_recovery", _("a décidé un reversement")
    DROP_RECOVERY = "grants.drop_recovery", _("a abandonné une procédure de reversement")
    READ_RECOVERY = "grants.read_recovery", _("a consulté une procédure de reversement")
