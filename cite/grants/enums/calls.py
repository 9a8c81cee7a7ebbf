"""The vocabulary of calls, of who funds them, and of what was funded before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class EditionState(models.TextChoices):
    """Where a version of a call stands."""

    DRAFT = "draft", _("En attente de l’accord des deux copilotes")
    PUBLISHED = "published", _("En vigueur")
    REPLACED = "replaced", _("Remplacée")
    ABANDONED = "abandoned", _("Abandonnée")


class CallPhase(models.TextChoices):
    """Where a call stands on a day: computed from its calendar, never typed."""

    PREPARATION = "preparation", _("En préparation")
    ANNOUNCED = "announced", _("Annoncé")
    OPEN = "open", _("Dépôt ouvert")
    REVIEW = "review", _("Dépôt clos, dossiers en cours d’examen")
    DECIDED = "decided", _("Décisions rendues")
    OVER = "over", _("Terminé")


class FunderKind(models.TextChoices):
    """Which authority a funder is; the lines of account 74 of the Cerfa."""

    STATE = "state", _("État")
    REGION = "region", _("Région")
    DEPARTEMENT = "departement", _("Département")
    METROPOLE = "metropole", _("Intercommunalité (EPCI)")
    COMMUNE = "commune", _("Commune")
    SOCIAL_SECURITY = "social_security", _("Organisme social (CAF, CPAM…)")
    EUROPE = "europe", _("Fonds européens")
    PAYMENT_AGENCY = "payment_agency", _("Agence de services et de paiement (emplois aidés)")
    PUBLIC_INSTITUTION = "public_institution", _("Autre établissement public")
    PRIVATE = "private", _("Aide privée (fondation…)")


class FundedSource(models.TextChoices):
    """How it is known that an action was funded."""

    HERE = "here", _("Financée ici")
    IMPORTED = "imported", _("Liste importée")


class RulingSubject(models.TextChoices):
    """What the machine does not decide alone."""

    CARRIER_KIND = "carrier_kind", _("Nature du porteur")
    AGE_LIMIT = "age_limit", _("Limite d’âge")
    REPORT_AT_ADMISSIBILITY = "report_at_admissibility", _("Bilan manquant : recevabilité")
    REPORT_AT_PAYMENT = "report_at_payment", _("Bilan manquant : paiement")


class RulingOutcome(models.TextChoices):
    """What was ruled."""

    ACCEPTED = "accepted", _("Accepté")
    REFUSED = "refused", _("Refusé")


@about_access("NOT_YOURS_TO_PREPARE", "CO_PILOTS_PUBLISH")
class CallObjection(models.TextChoices):
    """Why a call, its edition, its funders or an envelope does not change, and what to do."""

    NOT_YOURS_TO_PREPARE = (
        "not_yours_to_prepare",
        _("Seuls la coordination et les copilotes préparent un appel à projets."),
    )
    CO_PILOTS_PUBLISH = "co_pilots_publish", _("Seuls les deux copilotes publient un appel, ensemble.")
    ONE_PERSON_ONE_SIDE = (
        "one_person_one_side",
        _("Les deux accords viennent de deux personnes. L’autre copilote donne le sien."),
    )
    ALREADY_GIVEN = "already_given", _("Votre côté a déjà donné son accord.")
    NOT_GIVEN = "not_given", _("Votre côté n’a pas donné d’accord : il n’y a rien à retirer.")
    NOT_A_DRAFT = (
        "not_a_draft",
        _("Cette version n’est plus à l’étude. Pour changer l’appel, préparez une correction."),
    )
    DRAFT_EXISTS = (
        "draft_exists",
        _("Une version attend déjà l’accord des copilotes. Modifiez-la, ou abandonnez-la."),
    )
    NOT_PUBLISHED = (
        "not_published",
        _("Cet appel n’a pas de version en vigueur : modifiez la version à l’étude."),
    )
    NO_REASON = "no_reason", _("Dites ce qui change et pourquoi : les porteurs le liront.")
    CALL_EXISTS = (
        "call_exists",
        _("Un appel de cette année porte déjà ce titre. Ouvrez-le, ou donnez un autre titre."),
    )
    BAD_YEAR = "bad_year", _("Cette année n’est pas possible. Choisissez une année entre 2020 et 2100.")
    NO_TITLE = "no_title", _("Donnez un titre.")
    NO_PRESENTATION = "no_presentation", _("Écrivez la présentation de l’appel dans « Textes ».")
    CALENDAR_IN_DISORDER = (
        "calendar_in_disorder",
        _("Les dates ne se suivent pas. Remettez-les dans l’ordre du tableau, dans « Calendrier »."),
    )
    ALREADY_CLOSED = (
        "already_closed",
        _("Le dernier jour pour déposer est passé. Choisissez un jour à venir dans « Calendrier »."),
    )
    NO_PRIORITY = "no_priority", _("Écrivez au moins une priorité dans « Enjeux et priorités ».")
    NO_STAKE = "no_stake", _("Écrivez au moins un enjeu dans « Enjeux et priorités ».")
    SAME_LABEL_TWICE = (
        "same_label_twice",
        _("Deux lignes portent le même nom. Renommez l’une d’elles, ou effacez-la."),
    )
    GRID_NOT_100 = (
        "grid_not_100",
        _("Les poids de la grille ne font pas 100. Corrigez-les dans « Grille d’instruction »."),
    )
    GRID_WITHOUT_EXAMPLES = (
        "grid_without_examples",
        _("Chaque critère de la grille a trois exemples : une note basse, moyenne et haute. Complétez-les."),
    )
    PIECE_FOR_NOBODY = (
        "piece_for_nobody",
        _("Une pièce n’est demandée à personne. Cochez au moins une sorte de porteur, ou effacez-la."),
    )
    BAD_PARAMETER = (
        "bad_parameter",
        _("Un seuil ou un délai n’est pas possible. Corrigez-le dans « Seuils et délais »."),
    )
    FUNDER_EXISTS = "funder_exists", _("Un financeur porte déjà ce nom. Ouvrez-le, ou donnez un autre nom.")
    BAD_SIRET = "bad_siret", _("Ce SIRET n’existe pas. Vérifiez ses 14 chiffres.")
    FUNDER_INACTIVE = (
        "funder_inactive",
        _("Ce financeur ne finance plus. Indiquez dans sa fiche qu’il finance de nouveau, puis recommencez."),
    )
    NEGATIVE_AMOUNT = "negative_amount", _("Un montant ne peut pas être négatif. Corrigez-le.")
    BELOW_COMMITTED = (
        "below_committed",
        _(
            "Ce montant est plus bas que ce qui est déjà attribué. "
            "Gardez un montant plus haut, ou retirez d’abord des décisions."
        ),
    )


@acts
class CallAct(models.TextChoices):
    """What the journal keeps of calls and of who funds them."""

    CREATE = "grants.create_call", _("a préparé un appel à projets")
    DUPLICATE = "grants.duplicate_call", _("a repris l’appel à projets de l’an passé")
    CHANGE_EDITION = "grants.change_edition", _("a modifié un appel à projets à l’étude")
    AGREE = "grants.agree_to_edition", _("a donné son accord à un appel à projets")
    WITHDRAW_AGREEMENT = (
        "grants.withdraw_edition_agreement",
        _("a retiré son accord à un appel à projets"),
    )
    PUBLISH = "grants.publish_edition", _("a publié un appel à projets")
    CORRECT = "grants.correct_call", _("a préparé la correction d’un appel à projets")
    ABANDON = "grants.abandon_edition", _("a abandonné une version d’un appel à projets")
    SAVE_FUNDER = "grants.save_funder", _("a enregistré un financeur")
    SET_ENVELOPE = "grants.set_envelope", _("a fixé une enveloppe")
