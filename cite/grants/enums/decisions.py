"""The vocabulary of deciding: why a decision, an act or an envelope is refused, and what the journal keeps."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


@about_access("NOTHING_TO_DECIDE", "NOT_YOUR_FUNDER", "YOUR_OWN_FILE")
class AwardObjection(models.TextChoices):
    """Why the decision of a funder is refused."""

    NOTHING_TO_DECIDE = (
        "nothing_to_decide",
        _(
            "Cette page est à ceux qui préparent ou prennent les décisions : financeurs, copilotes, instruction."
        ),
    )
    NOT_YOUR_FUNDER = (
        "not_your_funder",
        _("Seules les personnes de ce financeur décident pour lui. Demandez-leur de le faire."),
    )
    YOUR_OWN_FILE = (
        "your_own_file",
        _(
            "Vous avez un lien avec le porteur de ce dossier. Laissez une autre personne du financeur en décider."
        ),
    )
    FILE_NOT_ADVISED = (
        "file_not_advised",
        _("Le comité n’a pas encore rendu son avis sur ce dossier. Attendez l’avis des deux copilotes."),
    )
    WRONG_STATE = (
        "wrong_state",
        _("Cette décision n’en est plus là. Rechargez la page pour voir où elle en est."),
    )
    NOT_PREPARED = "not_prepared", _("Préparez d’abord la décision : un acte enregistre ce qui est préparé.")
    WITHDRAWAL_UNSAID = (
        "withdrawal_unsaid",
        _("Écrivez pourquoi la décision est retirée et par quel acte : le porteur le lira."),
    )
    STILL_PAID = (
        "still_paid",
        _(
            "Le porteur garde une somme versée. Ouvrez une procédure de reversement, notez ce qui revient, "
            "puis retirez la décision."
        ),
    )
    ONLY_RECORDED = (
        "only_recorded",
        _(
            "Une décision sans acte enregistré ne se notifie pas. Enregistrez son acte, ou retirez-la du choix."
        ),
    )
    ALREADY_PUBLISHED = (
        "already_published",
        _("Une de ces décisions est déjà notifiée. Rechargez la page pour voir celles qui restent."),
    )
    NOTHING_CHOSEN = "nothing_chosen", _("Choisissez au moins une décision.")
    NOT_TOGETHER = (
        "not_together",
        _("Ces décisions ne sont pas toutes de ce financeur et de cet appel. Choisissez-les sur sa page."),
    )
    FULL_IS_ALL = (
        "full_is_all",
        _(
            "« En totalité » accorde exactement le montant demandé. Corrigez le montant, ou choisissez « en partie »."
        ),
    )
    PARTIAL_IS_LESS = (
        "partial_is_less",
        _("« En partie » accorde moins que le montant demandé, et plus que zéro. Corrigez le montant."),
    )
    CONDITIONAL_WITHIN = (
        "conditional_within",
        _("« Sous réserve » accorde au plus le montant demandé, et plus que zéro. Corrigez le montant."),
    )
    NO_AMOUNT = "no_amount", _("Cette décision n’accorde rien : laissez le montant à zéro.")
    NOT_CENTS = "not_cents", _("Un montant est en euros, avec deux décimales au plus.")
    NO_CONDITION = "no_condition", _("Écrivez la réserve : ce que le porteur doit faire, et pour quand.")
    NO_MOTIVE = "no_motive", _("Choisissez le motif du refus dans la liste.")
    MOTIVE_WITHOUT_REFUSAL = (
        "motive_without_refusal",
        _("Un motif de refus ne vaut que pour un refus. Effacez-le."),
    )
    NO_WORDS = (
        "no_words",
        _("Expliquez en une phrase : ce qui est attendu, vers qui le porteur est dirigé, ou le motif."),
    )
    REPORT_MISSING = (
        "report_missing",
        _(
            "Le bilan de l’exercice précédent est dû et n’est pas produit : accordez seulement « sous réserve », "
            "et écrivez la réserve."
        ),
    )
    NO_ENVELOPE = (
        "no_envelope",
        _("Ce financeur n’a pas d’enveloppe dans cet appel. Fixez-la avant d’accorder un montant."),
    )
    NOT_TO_REDECIDE = (
        "not_to_redecide",
        _("Seule une liste complémentaire ou un ajournement se décide à nouveau."),
    )
    ACT_INCOMPLETE = (
        "act_incomplete",
        _("Donnez le numéro de l’acte, son signataire, et à quel titre il signe (qualité, délégation)."),
    )
    ACT_IN_THE_FUTURE = (
        "act_in_the_future",
        _("La date de l’acte est à venir. Enregistrez-le une fois signé."),
    )
    ACT_TOO_EARLY = (
        "act_too_early",
        _("La date de l’acte précède le dépôt du dossier. Vérifiez-la sur l’acte."),
    )
    SIGNATORY_INSTRUCTED = (
        "signatory_instructed",
        _("Qui a instruit le dossier ne signe pas l’acte. Vérifiez le signataire."),
    )
    SIGNATORY_PREPARED = (
        "signatory_prepared",
        _("Qui a préparé la décision ne la signe pas. Vérifiez le signataire."),
    )


@dataclass(frozen=True, slots=True)
class EnvelopeExceeded:
    """The objection of an envelope that would be exceeded: which one, and by how much."""

    value: str
    label: str


@acts
class AwardAct(models.TextChoices):
    """What the journal keeps of the decisions of funders."""

    OPEN = "grants.open_awards", _("a ouvert les décisions attendues sur un dossier")
    PREPARE = "grants.prepare_award", _("a préparé la décision d’un financeur")
    SET_ASIDE = "grants.set_aside_award", _("a mis de côté la décision préparée d’un financeur")
    RECORD = "grants.record_act", _("a enregistré l’acte d’un financeur")
    UNRECORD = "grants.unrecord_act", _("a retiré l’acte enregistré d’un financeur")
    PUBLISH = "grants.publish_award", _("a notifié la décision d’un financeur")
    REDECIDE = "grants.redecide_award", _("a repris une décision en attente d’un financeur")
    WITHDRAW = "grants.withdraw_award", _("a retiré la décision d’un financeur")
    CANCEL = "grants.cancel_award", _("a mis fin à une décision sans objet")
