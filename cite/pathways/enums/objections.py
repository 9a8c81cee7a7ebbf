"""Why something about a pathway is refused, and what to do."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access


class PathwayObjection(models.TextChoices):
    """Why a pathway is not opened, or not changed."""

    ALREADY_OPEN = (
        "already_open",
        _("Cette personne a déjà un parcours ouvert. Continuez celui-ci, ou terminez-le d’abord."),
    )
    CLOSED = "closed", _("Ce parcours est terminé. Ouvrez-en un autre si la personne revient.")
    IN_THE_FUTURE = "in_the_future", _("Cette date est à venir. Écrivez un jour passé, ou aujourd’hui.")
    TOO_OLD = "too_old", _("Cette date est trop ancienne. Vérifiez l’année.")
    BEFORE_THE_LAST = (
        "before_the_last",
        _("Le parcours précédent s’est terminé après ce jour. Choisissez une date plus récente."),
    )
    BEFORE_OPENING = (
        "before_opening",
        _("Cette date précède l’ouverture du parcours. Choisissez une date plus récente."),
    )
    TWO_OPEN = (
        "two_open",
        _("Les deux fiches ont chacune un parcours ouvert. Terminez l’un des deux, puis réunissez-les."),
    )
    ANOTHER_PERSON = "another_person", _("Ce signalement concerne quelqu’un d’autre. Choisissez le sien.")


@about_access("NOT_YOURS_TO_ANSWER", "REFERENT_HANDS_OVER", "COORDINATION_ONLY")
class ReferentObjection(models.TextChoices):
    """Why somebody does not become, or does not stay, the referent or a member of the group."""

    NOT_ACTIVE = (
        "not_active",
        _("Cette personne n’agit plus pour sa structure. Choisissez un autre professionnel."),
    )
    SEES_NOBODY = (
        "sees_nobody",
        _("Son rôle n’accompagne pas d’habitants. Choisissez un professionnel qui accompagne."),
    )
    NOT_SHARED = (
        "not_shared",
        _(
            "La personne ne partage pas son dossier avec cette structure pour être accompagnée. "
            "Demandez-lui son accord, notez-le, puis recommencez."
        ),
    )
    ALREADY_REFERENT = "already_referent", _("C’est déjà son référent.")
    ALREADY_PROPOSED = (
        "already_proposed",
        _("Un référent est déjà proposé. Attendez sa réponse, ou retirez la proposition."),
    )
    NO_LONGER_PROPOSED = (
        "no_longer_proposed",
        _("Cette proposition n’attend plus de réponse. Rechargez la page."),
    )
    NOT_YOURS_TO_ANSWER = (
        "not_yours_to_answer",
        _("Cette proposition s’adresse à quelqu’un d’autre. Seule cette personne y répond."),
    )
    REFERENT_HANDS_OVER = (
        "referent_hands_over",
        _("Ce parcours a un référent. Demandez-lui, ou à un collègue de sa structure, de passer le relais."),
    )
    COORDINATION_ONLY = (
        "coordination_only",
        _("Seuls la coordination et les copilotes suivent les parcours sans référent. Demandez-leur."),
    )
    ALREADY_IN_GROUP = "already_in_group", _("Ce professionnel est déjà dans le groupe.")


class EventObjection(models.TextChoices):
    """Why an exchange, an appointment or a pause is not noted."""

    NOT_COME_YET = (
        "not_come_yet",
        _("Ce rendez-vous n’a pas encore eu lieu. Notez la présence ensuite, ou dites qui l’annule."),
    )
    TOO_FAR = "too_far", _("Cette date est trop lointaine. Choisissez un jour dans les douze mois.")
    ENDS_BEFORE = "ends_before", _("Le dernier jour précède le premier. Corrigez une des deux dates.")
    TOO_LONG = "too_long", _("Une pause ne dure pas si longtemps ici. Choisissez un jour plus proche.")
    OVERLAPS = "overlaps", _("Une autre pause couvre déjà ces jours. Mettez-y fin d’abord.")
    WITH_A_STRANGER = (
        "with_a_stranger",
        _("Ce professionnel n’accompagne pas cette personne. Ajoutez-le d’abord au groupe."),
    )
    ALREADY_FIXED = (
        "already_fixed",
        _(
            "Un rendez-vous est déjà noté à cette heure avec ce professionnel. Modifiez-le depuis le parcours."
        ),
    )


class ExitObjection(models.TextChoices):
    """Why an exit is not noted, or not undone."""

    MONTHS_NEEDED = (
        "months_needed",
        _("Écrivez la durée du contrat, en mois : les deux comptes officiels en dépendent."),
    )
    MONTHS_TOO_FEW = (
        "months_too_few",
        _("Ce contrat dure moins de 6 mois. Choisissez « CDD ou intérim de moins de 6 mois »."),
    )
    MONTHS_TOO_MANY = (
        "months_too_many",
        _("Ce contrat dure 6 mois ou plus. Choisissez « CDD ou intérim de 6 mois ou plus »."),
    )
    NO_MONTHS = "no_months", _("Cette raison n’a pas de durée de contrat. Effacez la durée.")
    TOO_LATE_TO_UNDO = (
        "too_late_to_undo",
        _("Une sortie s’annule pendant 7 jours. Si la personne revient, ouvrez un nouveau parcours."),
    )
    OPENED_SINCE = "opened_since", _("Un autre parcours est ouvert depuis : cette sortie reste notée.")
    NOT_ACTING = (
        "not_acting",
        _(
            "Une de ces structures n’accompagne pas cette personne. Rechargez la page, puis choisissez de nouveau."
        ),
    )
    NOT_DUE = "not_due", _("Ce suivi se fait plus tard. Revenez à partir de sa date.")
