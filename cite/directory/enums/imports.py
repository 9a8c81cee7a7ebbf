"""The vocabulary of imports from other directories."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class ImportState(models.TextChoices):
    """Where an import is."""

    WAITING = "waiting", _("En attente")
    RUNNING = "running", _("En cours")
    DONE = "done", _("Terminé")
    FAILED = "failed", _("Arrêté")


class ImportOrigin(models.TextChoices):
    """Where the records of an import come from."""

    FILES = "files", _("Fichiers")
    API = "api", _("data·inclusion")
    COMMAND = "command", _("Ligne de commande")


class Remark(models.TextChoices):
    """Why something in a file was left out, or a whole record refused."""

    NOT_A_RECORD = "not_a_record", _("Ce n’est pas une fiche : la ligne est ignorée.")
    REQUIRED = "required", _("Ce champ est obligatoire et il manque : la fiche est refusée.")
    TOO_SHORT = "too_short", _("Trop court pour dire quelque chose : la fiche est refusée.")
    BAD_DATE = "bad_date", _("Cette date n’existe pas, ou elle est à venir : la fiche est refusée.")
    NO_STRUCTURE = (
        "no_structure",
        _("La structure de cette fiche n’est pas dans les fichiers : la fiche est refusée."),
    )
    TWICE = "twice", _("Cet identifiant est déjà plus haut dans le fichier : la première fiche est gardée.")
    TOO_LONG = "too_long", _("Trop long : le texte est coupé, et finit par « … ».")
    UNKNOWN_CODE = (
        "unknown_code",
        _("Cette valeur n’est pas, ou plus, dans le standard : elle est laissée de côté."),
    )
    NOT_ALONE = "not_alone", _("« Tous publics » ne va avec aucun autre public : il est gardé seul.")
    BAD_EMAIL = "bad_email", _("Ce n’est pas une adresse électronique : elle est laissée de côté.")
    BAD_PHONE = "bad_phone", _("Ce n’est pas un numéro de téléphone : il est laissé de côté.")
    BAD_URL = "bad_url", _("Ce n’est pas l’adresse d’une page : elle est laissée de côté.")
    BAD_NUMBER = "bad_number", _("Ce nombre n’est pas possible ici : il est laissé de côté.")
    BAD_HOURS = "bad_hours", _("Ces horaires ne se lisent pas : ils sont laissés de côté.")
    BAD_CODE = "bad_code", _("Ce code n’a pas la bonne forme : il est laissé de côté.")
    OUTSIDE_FRANCE = (
        "outside_france",
        _("Ce point est incomplet, ou n’est pas en France : la fiche est gardée sans sa position."),
    )
    UNREADABLE = "unreadable", _("Cette valeur ne se lit pas : elle est laissée de côté.")


REFUSING = frozenset(
    {
        Remark.NOT_A_RECORD,
        Remark.REQUIRED,
        Remark.TOO_SHORT,
        Remark.BAD_DATE,
        Remark.NO_STRUCTURE,
        Remark.TWICE,
    }
)
"""Remarks that leave the whole record out."""


COUNTED = (
    ("services_new", _("Services nouveaux")),
    ("services_changed", _("Services changés")),
    ("services_unchanged", _("Services inchangés")),
    ("services_elsewhere", _("Services d’ailleurs, laissés de côté")),
    ("services_own", _("Services de cette Cité, laissés tels quels")),
    ("services_gone", _("Services disparus, archivés")),
    ("services_refused", _("Services refusés")),
    ("duplicates", _("Doublons, montrés une seule fois")),
    ("structures_new", _("Structures nouvelles")),
    ("structures_changed", _("Structures changées")),
    ("structures_unchanged", _("Structures inchangées")),
    ("structures_refused", _("Structures refusées")),
)
"""What came of an import: the counts of `DirectoryImport`, named in the order in which they are told."""


class FileProblem(models.TextChoices):
    """Why a whole file cannot be read."""

    EMPTY = "empty", _("Ce fichier est vide.")
    NOT_A_LIST = (
        "not_a_list",
        _("Ce fichier n’est pas une liste de fiches data·inclusion (JSON, JSON par lignes, CSV ou Parquet)."),
    )
    CUT_SHORT = (
        "cut_short",
        _("Ce fichier s’arrête au milieu d’une fiche. Téléchargez-le à nouveau, puis réessayez."),
    )
    NO_PARQUET = (
        "no_parquet",
        _("Cette installation ne lit pas le Parquet. Donnez le même fichier en JSON ou en CSV."),
    )
    GIVEN_UP = (
        "given_up",
        _(
            "La lecture n’a pas pu finir. Redonnez les fichiers ; si cela recommence, prévenez la coordination."
        ),
    )
    NOT_ALLOWED = (
        "not_allowed",
        _(
            "data·inclusion refuse la clé de cette installation. La personne qui l’exploite doit la renouveler."
        ),
    )
    UNREACHABLE = (
        "unreachable",
        _("data·inclusion ne répond pas. Relancez plus tard : ce qui a été lu est gardé."),
    )
    NOT_AN_ANSWER = (
        "not_an_answer",
        _(
            "data·inclusion a répondu autre chose que des fiches. Réessayez demain ; sinon, donnez les fichiers "
            "téléchargés."
        ),
    )
    TOO_LARGE = (
        "too_large",
        _("data·inclusion a répondu plus que nous ne pouvons lire. Donnez les fichiers téléchargés."),
    )
    MOVED = (
        "moved",
        _("data·inclusion a changé pendant la lecture. Relancez : ce qui a été lu est gardé."),
    )
    GONE = "gone", _("Le fichier n’est plus gardé. Donnez-le à nouveau.")
    MISSING_COLUMNS = (
        "missing_columns",
        _(
            "Il manque des colonnes obligatoires : source, id, nom. Vérifiez que c’est un fichier data·inclusion v1."
        ),
    )


@about_access("MODERATORS_ONLY")
class ImportRefusal(models.TextChoices):
    """Why an import is not begun."""

    MODERATORS_ONLY = "moderators_only", _("Seuls les copilotes et la coordination importent un annuaire.")
    RUNNING = "running", _("Un import de cette source est déjà en cours. Attendez qu’il finisse.")
    NO_KEY = (
        "no_key",
        _(
            "Cette installation n’a pas de clé pour data·inclusion. La personne qui l’exploite peut en demander une ; "
            "en attendant, donnez les fichiers."
        ),
    )
    NOTHING = "nothing", _("Choisissez au moins un fichier : structures, services, ou les deux.")


@acts
class ImportAct(models.TextChoices):
    """What is done to imports."""

    ASK = "directory.ask_import", _("a demandé l’import d’un annuaire")
    FINISH = "directory.import", _("a importé un annuaire")
