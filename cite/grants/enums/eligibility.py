"""The vocabulary of eligibility: the criteria of the fiche technique, and every sentence said about them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EligibilityCriterion(models.TextChoices):
    """The criteria, in the order of the fiche technique."""

    CARRIER = "carrier", _("Le porteur est une association ou une collectivité territoriale.")
    DISTRICTS = (
        "districts",
        _("L’action touche des habitants d’au moins un quartier prioritaire de la politique de la ville."),
    )
    PLACE = (
        "place",
        _("L’action peut avoir lieu dans le quartier ou ailleurs : l’adresse des habitants compte."),
    )
    AGE = "age", _("L’action est ouverte sans distinction d’âge, ou la limite d’âge est justifiée.")
    PERIOD = "period", _("L’action commence et finit dans l’année de l’appel à projets.")
    PRIORITIES = "priorities", _("L’action répond à au moins une priorité.")
    INNOVATION = "innovation", _("L’action est originale ou nouvelle : elle essaie d’autres moyens.")
    NETWORK = "network", _("Le porteur travaille avec des partenaires, et les nomme.")
    ARTICULATION = "articulation", _("L’action est coordonnée avec celles qui existent.")
    VALUES = (
        "values",
        _("Le porteur s’engage à respecter les valeurs de la République et la laïcité."),
    )
    REPORTS = "reports", _("Les bilans des actions financées l’an passé sont produits.")


class EligibilityObjection(models.TextChoices):
    """Why a project may not be funded as it stands, and what to do."""

    CARRIER_REFUSED = (
        "carrier_refused",
        _(
            "Un copilote n’a pas retenu votre structure comme porteur. "
            "Faites porter l’action par une association ou une collectivité territoriale."
        ),
    )
    ONLY_WATCH_DISTRICTS = (
        "only_watch_districts",
        _(
            "L’action ne touche que des quartiers en veille active : ils ne sont pas éligibles. "
            "Ouvrez-la aux habitants d’au moins un quartier prioritaire."
        ),
    )
    NO_PRIORITY_DISTRICT = (
        "no_priority_district",
        _(
            "L’action ne touche aucun quartier prioritaire de la métropole. "
            "Ouvrez-la aux habitants d’au moins un de ces quartiers."
        ),
    )
    STARTS_OUT_OF_YEAR = (
        "starts_out_of_year",
        _("L’action ne commence pas dans l’année de l’appel à projets. Changez la date de début."),
    )
    ENDS_OUT_OF_YEAR = (
        "ends_out_of_year",
        _("L’action ne finit pas dans l’année de l’appel à projets. Changez la date de fin."),
    )
    ENDS_BEFORE_START = (
        "ends_before_start",
        _("La fin de l’action est avant son début. Changez l’une des deux dates."),
    )
    AGE_REFUSED = (
        "age_refused",
        _("Les copilotes n’ont pas accepté la limite d’âge. Ouvrez l’action à tous les âges."),
    )
    NOT_A_PRIORITY = (
        "not_a_priority",
        _("L’action ne répond à aucune priorité. Choisissez-en une, ou décrivez une autre priorité."),
    )
    NOT_NEW = (
        "not_new",
        _("L’action n’apporte rien de nouveau. Dites ce qu’elle essaie qui ne se fait pas encore."),
    )
    NO_PARTNER = (
        "no_partner",
        _("Aucun partenaire ne participe à l’action. Associez au moins un acteur de l’emploi du territoire."),
    )
    NOT_COORDINATED = (
        "not_coordinated",
        _("L’action n’est pas coordonnée avec l’existant. Prenez contact avec ceux qui agissent déjà."),
    )
    VALUES_NOT_SIGNED = (
        "values_not_signed",
        _(
            "L’engagement pour les valeurs de la République et la laïcité n’est pas signé. "
            "Votre représentant légal le signe en ligne, dans « Engagements »."
        ),
    )


class EligibilityGap(models.TextChoices):
    """What nobody has said yet: it does not refuse, but a file is not deposited without it."""

    CARRIER = "carrier", _("Dites quelle est la forme juridique du porteur.")
    DISTRICTS = "districts", _("Dites dans quels quartiers vivent les habitants que l’action touche.")
    AGE = "age", _("Dites si l’action s’adresse à un âge précis.")
    AGE_REASON = "age_reason", _("Cette limite d’âge est-elle nécessaire ? Expliquez.")
    STARTS_ON = "starts_on", _("Dites quand l’action commence.")
    ENDS_ON = "ends_on", _("Dites quand l’action finit.")
    PRIORITIES = "priorities", _("Choisissez au moins une priorité.")
    OTHER_PRIORITY = "other_priority", _("Vous avez choisi « autre priorité » : dites laquelle.")
    INNOVATION = "innovation", _("Expliquez en quoi l’action est originale ou nouvelle.")
    NETWORK = "network", _("Nommez au moins un partenaire, avec son rôle dans l’action.")
    ARTICULATION = "articulation", _("Dites comment l’action se coordonne avec celles qui existent.")
    SIMILAR = "similar", _("Répondez pour chaque action semblable : comment travaillerez-vous ensemble ?")
    VALUES = (
        "values",
        _(
            "L’engagement pour les valeurs de la République et la laïcité reste à signer. "
            "S’il n’est pas encore proposé, demandez-le à la coordination."
        ),
    )


class EligibilityDoubt(models.TextChoices):
    """What the machine never refuses by itself: a co-pilot, or both, will say."""

    CARRIER = (
        "carrier",
        _(
            "La nature du porteur est à confirmer par un copilote. "
            "Vous pouvez continuer : la réponse vient pendant la vérification du dossier."
        ),
    )
    AGE = (
        "age",
        _("La limite d’âge est à confirmer par les deux copilotes, d’après votre explication."),
    )


class EligibilityWarning(models.TextChoices):
    """What is better known now; it stops nothing."""

    MIXED_DISTRICTS = (
        "mixed_districts",
        _(
            "Les quartiers en veille active ne sont pas éligibles : "
            "seule la part de l’action pour les quartiers prioritaires compte."
        ),
    )
    REPORTS_NOT_PRODUCED = (
        "reports_not_produced",
        _(
            "Un bilan de l’an passé n’est pas produit. Vous pouvez déposer ; "
            "sans lui, le dossier ne sera pas recevable ou la subvention ne sera pas versée. Déposez-le dès maintenant."
        ),
    )
    REPORTS_UNKNOWN = (
        "reports_unknown",
        _("Si votre structure a été financée l’an passé, son bilan est à produire avant tout versement."),
    )


class CriterionStanding(models.TextChoices):
    """Where a project stands before one criterion."""

    MET = "met", _("Rempli")
    UNMET = "unmet", _("Non rempli")
    MISSING = "missing", _("À préciser")
    TO_CONFIRM = "to_confirm", _("À confirmer")


class GateStage(models.TextChoices):
    """The moments when bilans open or close the way (fiche technique, « Critères de financement »)."""

    ADMISSIBILITY = "admissibility", _("Recevabilité")
    DECISION = "decision", _("Décision")
    PAYMENT = "payment", _("Paiement")
    BALANCE = "balance", _("Solde")


class ReportGateObjection(models.TextChoices):
    """What a missing bilan stops, and what to do; at the decision it is a reserve, not a refusal."""

    EARLIER_NOT_PRODUCED = (
        "earlier_not_produced",
        _(
            "Un bilan d’une action d’il y a deux ans ou plus n’est pas produit. "
            "Déposez-le : le dossier sera recevable aussitôt."
        ),
    )
    PREVIOUS_WITHOUT_INTERIM = (
        "previous_without_interim",
        _(
            "Une action de l’an passé n’a pas de bilan, même intermédiaire. "
            "Déposez un bilan intermédiaire : le dossier sera recevable aussitôt."
        ),
    )
    PREVIOUS_DUE = (
        "previous_due",
        _(
            "Le bilan de l’an passé était attendu et n’est pas produit : l’accord est donné sous cette réserve."
        ),
    )
    PREVIOUS_NOT_PRODUCED = (
        "previous_not_produced",
        _("Le bilan final de l’an passé n’est pas produit. Déposez-le : le versement suivra."),
    )
    CURRENT_NOT_ACCEPTED = (
        "current_not_accepted",
        _("Le bilan de l’action n’est pas encore accepté : le solde attend sa lecture."),
    )


class GateNotice(models.TextChoices):
    """What a carrier reads when nothing stands in her way."""

    NOT_APPLICABLE = "not_applicable", _("Aucune action financée auparavant : aucun bilan n’est attendu.")
    BEING_READ = "being_read", _("Bilan reçu, en cours de lecture : votre demande avance.")
    PRODUCED = "produced", _("Les bilans attendus sont produits.")
    DEROGATION = "derogation", _("Les deux copilotes ont accordé une dérogation.")
