"""Why something about a resident is refused, and what to do."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access


@about_access("NOBODY_TO_FOLLOW", "NOT_SHARED_TO_WRITE", "NO_SEARCH")
class ResidentObjection(models.TextChoices):
    """Why a file is not opened, or not changed."""

    NOBODY_TO_FOLLOW = (
        "nobody_to_follow",
        _("Vous n’accompagnez personne pour une structure de cette Cité. Demandez à en rejoindre une."),
    )
    NOT_SHARED_TO_WRITE = (
        "not_shared_to_write",
        _(
            "Cette personne ne partage pas son dossier avec votre structure pour être accompagnée. "
            "Demandez-lui son accord, puis notez-le."
        ),
    )
    NO_SEARCH = (
        "no_search",
        _(
            "Votre rôle ne permet pas de chercher quelqu’un. Les personnes de votre action sont dans la liste."
        ),
    )
    NO_LONGER_OPEN = "no_longer_open", _("Ce dossier n’est plus ouvert : rien ne s’y écrit.")


class IdentityObjection(models.TextChoices):
    """Why what is said of somebody's birth or protection does not hold."""

    NO_NAME = "no_name", _("Écrivez un prénom ou un nom, avec des lettres.")
    NEWS_IN_FUTURE = (
        "news_in_future",
        _("Ce jour n’est pas encore là. Écrivez le jour où elle a donné des nouvelles."),
    )
    BORN_IN_FUTURE = "born_in_future", _("Cette date de naissance est dans l’avenir. Vérifiez l’année.")
    TWO_BIRTHS = (
        "two_births",
        _(
            "La date de naissance et l’année seule ne disent pas la même année. Gardez la date, ou effacez-la "
            "et gardez l’année."
        ),
    )
    TOO_OLD = "too_old", _("Cette date de naissance donne plus de 110 ans. Vérifiez l’année.")
    UNDER_SIXTEEN = (
        "under_sixteen",
        _(
            "Cette personne a moins de 16 ans : son dossier ne s’ouvre pas ici. "
            "Voyez avec son établissement scolaire ou le centre d’information et d’orientation."
        ),
    )
    WHOLE_DATE_NEEDED = (
        "whole_date_needed",
        _("Cette personne a peut-être moins de 16 ans : écrivez sa date de naissance entière."),
    )
    MINOR_TO_SAY = (
        "minor_to_say",
        _("À cet âge la personne est mineure : choisissez « Mineure de 16 ou 17 ans » dans « Protection »."),
    )
    NOT_A_MINOR = (
        "not_a_minor",
        _("À cet âge la personne est majeure : changez « Protection », ou vérifiez sa date de naissance."),
    )
    WHO_IS_INFORMED = (
        "who_is_informed",
        _(
            "Dites si le représentant d’une personne mineure est informé, et son nom ; "
            "ou qu’il ne l’est pas, parce qu’elle ne le souhaite pas."
        ),
    )
    PHONE_UNREADABLE = (
        "phone_unreadable",
        _(
            "Ce numéro de téléphone n’existe pas. Écrivez-en un seul, avec tous ses chiffres : 06 12 34 56 78."
        ),
    )
    VIA_NOT_AGREED = (
        "via_not_agreed",
        _(
            "Notez une personne de confiance seulement si la personne est d’accord pour passer par elle. Sinon, "
            "effacez son nom et son téléphone."
        ),
    )


@about_access("NOT_YOURS_TO_GIVE", "NOT_YOURS_TO_STOP")
class SharingObjection(models.TextChoices):
    """Why a sharing is not given, or not stopped."""

    NOT_YOURS_TO_GIVE = (
        "not_yours_to_give",
        _("Seule une structure qui accompagne cette personne note son accord. Demandez-le à son référent."),
    )
    NOT_YOURS_TO_STOP = (
        "not_yours_to_stop",
        _(
            "Cette structure, ou le référent, note que la personne arrête ce partage. "
            "La personne le peut aussi, par son lien : donnez-le-lui."
        ),
    )
    PARTNER_CLOSED = (
        "partner_closed",
        _("Cette structure n’est plus active dans la Cité. Choisissez-en une autre."),
    )
    NO_LEGAL_TITLE = (
        "no_legal_title",
        _(
            "Cette structure n’a pas de titre pour voir la situation des personnes. "
            "Choisissez-en une autre, ou demandez aux copilotes de l’habiliter."
        ),
    )
    ENDS_BEFORE_IT_STARTS = (
        "ends_before_it_starts",
        _("La fin du partage est passée. Choisissez un jour à venir."),
    )
    UNKNOWN_LANGUAGE = "unknown_language", _("Choisissez une langue de la liste.")


class ResidenceObjection(models.TextChoices):
    """Why a place of life is not noted."""

    IN_FUTURE = "in_future", _("Cette date est dans l’avenir. Notez le déménagement quand il a eu lieu.")
    BEFORE_WHAT_IS_KNOWN = (
        "before_what_is_known",
        _("Un lieu de vie plus récent est déjà noté. Choisissez un jour après son début."),
    )
    ADDRESS_MISSING = "address_missing", _("Écrivez l’adresse, ou choisissez « Adresse inconnue ».")
    DISTRICT_MISSING = "district_missing", _("Choisissez le quartier que la personne a dit.")


class ReachObjection(models.TextChoices):
    """Why a request to reach somebody is not sent, or not answered."""

    ANSWERED_ALREADY = (
        "answered_already",
        _("Cette demande a déjà sa réponse. Rechargez la page pour la lire."),
    )
    TOO_MANY = "too_many", _("Trop de demandes en peu de temps. Réessayez dans une minute.")
