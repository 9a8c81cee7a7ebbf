"""What is done to a sheet, what is said of it, and what stands against each step of its life."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.journal import acts


@acts
class DirectoryAct(models.TextChoices):
    """What the journal keeps of the offer of services."""

    CREATE = "directory.create_service", _("a commencé la fiche d’un service")
    WRITE = "directory.write_service", _("a modifié la fiche d’un service")
    DUPLICATE = "directory.duplicate_service", _("a repris une fiche pour en écrire une autre")
    FROM_ACTION = "directory.begin_from_action", _("a commencé une fiche à partir d’une action financée")
    SAVE_INTAKE = "directory.save_intake", _("a enregistré une date d’entrée d’un service")
    REMOVE_INTAKE = "directory.remove_intake", _("a retiré une date d’entrée d’un service")
    SUBMIT = "directory.submit_service", _("a proposé la fiche d’un service à la relecture")
    TAKE_BACK = "directory.take_back_service", _("a repris une fiche proposée à la relecture")
    PUBLISH = "directory.publish_service", _("a publié la fiche d’un service")
    RETURN = "directory.return_service", _("a rendu une fiche à son auteur")
    ACCEPT = "directory.accept_changes", _("a accepté les changements d’une fiche publiée")
    PUT_BACK = "directory.put_back_service", _("a remis la dernière version relue d’une fiche")
    ARCHIVE = "directory.archive_service", _("a archivé la fiche d’un service")
    REOPEN = "directory.reopen_service", _("a rouvert une fiche archivée")
    CONFIRM = "directory.confirm_service", _("a confirmé qu’une fiche est toujours vraie")
    SUGGEST = "directory.suggest_service", _("a suggéré un service")
    TAKE_SUGGESTION = "directory.take_suggestion", _("a pris une suggestion de service")
    DISMISS = "directory.dismiss_suggestion", _("a écarté une suggestion de service")
    WARN = "directory.warn_of_end", _("a prévenu qu’une fiche va cesser d’être visible")


class SheetStep(models.TextChoices):
    """What happened in the life of a sheet, as its history tells it."""

    CREATE = "create", _("Fiche commencée")
    DUPLICATE = "duplicate", _("Fiche reprise d’une autre")
    SUGGEST = "suggest", _("Service suggéré")
    TAKE = "take", _("Suggestion prise")
    DISMISS = "dismiss", _("Suggestion écartée")
    SUBMIT = "submit", _("Proposée à la relecture")
    TAKE_BACK = "take_back", _("Reprise par son auteur")
    PUBLISH = "publish", _("Publiée")
    RETURN = "return", _("Rendue à son auteur")
    ACCEPT = "accept", _("Changements acceptés")
    PUT_BACK = "put_back", _("Version relue remise")
    CONFIRM = "confirm", _("Confirmée : toujours vraie")
    ARCHIVE = "archive", _("Archivée")
    REOPEN = "reopen", _("Rouverte")


class LifeObjection(models.TextChoices):
    """Why a sheet does not take a step of its life."""

    CLOSED = (
        "closed",
        _("Cette fiche est archivée ou encore une suggestion. Rouvrez-la, ou prenez-la, avant de l’écrire."),
    )
    NO_CITE = "no_cite", _("Cette adresse n’est celle d’aucune Cité. Vérifiez-la.")
    WORDS_MISSING = "words_missing", _("Écrivez pourquoi, en une phrase : la personne qui a écrit la lira.")
    NOTHING_TO_ACCEPT = (
        "nothing_to_accept",
        _("Aucun changement n’attend d’être relu. Rechargez la page pour voir la fiche."),
    )
    NEVER_REVIEWED = (
        "never_reviewed",
        _("Aucune version de cette fiche n’a encore été relue. Corrigez-la, ou archivez-la."),
    )
    TOO_MANY_INTAKES = (
        "too_many_intakes",
        _("Une fiche porte 50 dates d’entrée au plus. Retirez d’abord celles qui sont passées."),
    )
    TOO_MANY_SUGGESTIONS = (
        "too_many_suggestions",
        _("Beaucoup de suggestions arrivent en ce moment. Réessayez dans une heure."),
    )
    TOO_MANY_SHEETS = (
        "too_many_sheets",
        _("Cette structure a déjà 500 fiches. Archivez d’abord celles qui ne servent plus."),
    )


class ContentObjection(models.TextChoices):
    """Why what was typed is not kept at all: it contradicts itself, or means nothing to any directory."""

    AGES_REVERSED = (
        "ages_reversed",
        _("L’âge minimal dépasse l’âge maximal. Inversez-les, ou videz l’un des deux."),
    )
    DATES_REVERSED = (
        "dates_reversed",
        _("La date de fin vient avant la date de début. Corrigez l’une des deux."),
    )
    PLACES_REVERSED = (
        "places_reversed",
        _("Il reste plus de places qu’il n’y en a. Corrigez l’un des deux nombres."),
    )
    UNKNOWN_CODE = (
        "unknown_code",
        _("Une réponse n’existe plus dans le standard national. Choisissez-en une autre dans la liste."),
    )
    EVERYONE_AND_OTHERS = (
        "everyone_and_others",
        _("« Tous publics » ne va avec aucun autre public. Gardez l’un ou les autres."),
    )
    HOURS_UNREADABLE = (
        "hours_unreadable",
        _("Ces horaires ne sont pas au format OpenStreetMap. Exemple : Mo-Fr 08:30-12:00; Sa 09:00-12:00."),
    )
    PHONE_UNREADABLE = (
        "phone_unreadable",
        _("Ce numéro n’existe pas. Écrivez-en un seul, à dix chiffres : 04 77 12 34 56."),
    )
    LINK_UNREADABLE = (
        "link_unreadable",
        _(
            "Cette adresse n’est pas celle d’une page. Copiez-la en entier depuis votre navigateur : https://…"
        ),
    )
    OUTSIDE_FRANCE = (
        "outside_france",
        _(
            "Ce point n’est pas en France. Vérifiez la longitude et la latitude : elles sont souvent inversées."
        ),
    )
    TOO_LONG = (
        "too_long",
        _(
            "Ce texte est trop long une fois sa mise en forme retirée. Gardez l’essentiel : 2 000 signes suffisent."
        ),
    )


class PublicationObjection(models.TextChoices):
    """What a sheet lacks before residents may read it; each sentence says what to write."""

    NAME_TOO_SHORT = (
        "name_too_short",
        _("Le nom est trop court : dites en quelques mots ce que la personne obtient."),
    )
    NAME_WITH_POINT = "name_with_point", _("Le nom finit par un point : retirez-le.")
    SUMMARY_MISSING = (
        "summary_missing",
        _("La phrase d’accroche manque : dites à quoi le service sert, en une phrase."),
    )
    DESCRIPTION_TOO_SHORT = (
        "description_too_short",
        _(
            "La description est trop courte : dites ce qui se passe, avec qui, combien de temps (50 signes au moins)."
        ),
    )
    KIND_MISSING = "kind_missing", _("Le type de service manque : choisissez-le.")
    THEME_MISSING = (
        "theme_missing",
        _("Aucun besoin n’est coché : choisissez au moins un besoin auquel ce service répond."),
    )
    AGE_WITHOUT_REASON = (
        "age_without_reason",
        _(
            "Un âge est demandé sans raison : dites pourquoi dans les précisions sur les publics, ou retirez l’âge."
        ),
    )
    FEE_MISSING = "fee_missing", _("Le prix manque : dites si le service est gratuit ou payant.")
    FEE_DETAILS_MISSING = (
        "fee_details_missing",
        _("Le service est payant : dites combien, et pour qui moins."),
    )
    COVERAGE_MISSING = (
        "coverage_missing",
        _("Les quartiers manquent : dites quels quartiers ce service couvre, ou qu’il les couvre tous."),
    )
    RECEPTION_MISSING = "reception_missing", _("Dites si l’on est reçu sur place, à distance, ou les deux.")
    ADDRESS_MISSING = "address_missing", _("On vient sur place : écrivez l’adresse et la commune.")
    MOBILIZATION_MISSING = (
        "mobilization_missing",
        _("Dites comment demander ce service : se présenter, téléphoner, écrire, ou suivre un lien."),
    )
    WHO_MISSING = (
        "who_missing",
        _("Dites qui peut demander : la personne elle-même, un professionnel, ou les deux."),
    )
    CONTACT_MISSING = (
        "contact_missing",
        _("Aucun moyen de vous joindre : écrivez un téléphone, une adresse électronique ou un lien."),
    )
    PHONE_MISSING = "phone_missing", _("On demande par téléphone : écrivez le numéro.")
    EMAIL_MISSING = "email_missing", _("On demande par courriel : écrivez l’adresse électronique.")
    LINK_MISSING = "link_missing", _("On demande par un lien : écrivez l’adresse de la page.")
    INTAKES_PAST = (
        "intakes_past",
        _("Toutes les dates d’entrée sont passées : ajoutez la prochaine, ou retirez les dates."),
    )


class QualityCriterion(models.TextChoices):
    """The ten criteria of the national quality score (data·inclusion v1), in our words and in its order."""

    ADDRESS = "address", _("L’adresse est là où l’on vient sur place")
    MOBILIZATION = "mobilization", _("On sait comment demander, et qui le peut")
    AUDIENCE = "audience", _("Les publics sont dits")
    THEME = "theme", _("Au moins un besoin est coché")
    CONTACT = "contact", _("Il y a au moins un moyen de contact")
    EMAIL = "email", _("L’adresse électronique est là où l’on écrit")
    FRESHNESS = "freshness", _("La fiche a été vérifiée depuis moins de six mois")
    FEE = "fee", _("Le prix est clair")
    DESCRIPTION = "description", _("La description a une bonne longueur")
    PHONE = "phone", _("Le téléphone est là où l’on appelle")


REMEDIES: dict[str, str] = {
    QualityCriterion.ADDRESS: _("Écrivez l’adresse du lieu : on vient sur place."),
    QualityCriterion.MOBILIZATION: _("Dites comment demander ce service, et qui peut le demander."),
    QualityCriterion.AUDIENCE: _("Dites pour qui est ce service, ou cochez « Tous publics »."),
    QualityCriterion.THEME: _("Cochez au moins un besoin auquel ce service répond."),
    QualityCriterion.CONTACT: _("Écrivez un téléphone, une adresse électronique ou un lien."),
    QualityCriterion.EMAIL: _("Écrivez l’adresse électronique : on demande par courriel."),
    QualityCriterion.FRESHNESS: _("Relisez la fiche, puis dites si elle est toujours vraie."),
    QualityCriterion.FEE: _("Dites si le service est gratuit ou payant, et combien il coûte."),
    QualityCriterion.DESCRIPTION: _("Écrivez une description de 200 à 2 000 signes, en phrases courtes."),
    QualityCriterion.PHONE: _("Écrivez le numéro de téléphone : on demande par téléphone."),
}
"""The one thing to do for each criterion."""
