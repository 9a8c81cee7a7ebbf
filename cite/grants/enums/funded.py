"""The vocabulary of what was funded before: the list that is imported, bilans received by another way."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class FundedField(models.TextChoices):
    """The columns a list of funded actions may hold."""

    SIRET = "siret", _("SIRET")
    YEAR = "year", _("Exercice")
    TITLE = "title", _("Action")
    FUNDER = "funder_name", _("Financeur")
    AMOUNT = "amount", _("Montant accordé")
    INTERIM_ON = "interim_received_on", _("Bilan intermédiaire reçu le")
    FINAL_ON = "report_received_on", _("Bilan reçu le")


class FundedResult(models.TextChoices):
    """What was done of one row of a list of funded actions."""

    ADDED = "added", _("Ajoutée")
    UPDATED = "updated", _("Complétée")
    UNCHANGED = "unchanged", _("Déjà là")
    REFUSED = "refused", _("Refusée")


class FundedReportState(models.TextChoices):
    """Where the bilan of a funded action stands, in a word."""

    PRODUCED = "produced", _("Produit")
    INTERIM_ONLY = "interim_only", _("Bilan intermédiaire seulement")
    MISSING = "missing", _("Non produit")
    NOT_DUE = "not_due", _("Sans objet : rien n’est resté de la subvention")


@about_access("DESK_ONLY", "MANAGERS_ONLY", "OWN_ORGANIZATION")
class FundedObjection(models.TextChoices):
    """Why a funded action, or what is known of its bilan, does not change."""

    DESK_ONLY = (
        "desk_only",
        _("Seuls les copilotes, la coordination et les instructeurs notent un bilan reçu."),
    )
    MANAGERS_ONLY = (
        "managers_only",
        _("Seuls les copilotes et la coordination importent ou corrigent les actions financées."),
    )
    OWN_ORGANIZATION = (
        "own_organization",
        _("Cette action est celle de votre structure : une autre personne note ou corrige ses bilans."),
    )
    UNKNOWN_SIRET = (
        "unknown_siret",
        _(
            "Ce SIRET n’est celui d’aucune structure de la Cité. "
            "Ajoutez d’abord la structure dans « Acteurs », ou vérifiez les 14 chiffres."
        ),
    )
    BAD_SIRET = "bad_siret", _("Ce SIRET n’existe pas. Vérifiez ses 14 chiffres.")
    NO_TITLE = "no_title", _("Donnez le nom de l’action.")
    BAD_YEAR = "bad_year", _("Cette année n’est pas possible. Écrivez une année entre 2015 et 2100.")
    NEGATIVE_AMOUNT = "negative_amount", _("Un montant ne peut pas être négatif. Corrigez-le.")
    NOT_CENTS = (
        "not_cents",
        _("Ce montant n’est pas possible : dix chiffres avant la virgule et deux après, au plus."),
    )
    IN_THE_FUTURE = (
        "in_the_future",
        _("Ce jour n’est pas encore venu. Écrivez le jour où le bilan a été reçu."),
    )
    BEFORE_THE_YEAR = (
        "before_the_year",
        _("Un bilan ne peut pas être reçu avant l’année de son action. Vérifiez la date."),
    )
    NO_REASON = "no_reason", _("Dites pourquoi vous corrigez : la remarque reste avec l’action.")
    SAME_ACTION = (
        "same_action",
        _("Une action du même nom, du même financeur et de la même année existe déjà pour cette structure."),
    )
    FUNDED_HERE = (
        "funded_here",
        _("Cette action est financée ici : ses décisions et ses bilans se corrigent dans son dossier."),
    )


@acts
class FundedAct(models.TextChoices):
    """What the journal keeps of funded actions."""

    IMPORT = "grants.import_funded", _("a ajouté une action déjà financée")
    NOTE_REPORT = "grants.note_report", _("a noté un bilan reçu hors de cet outil")
    CORRECT = "grants.correct_funded", _("a corrigé une action déjà financée")
