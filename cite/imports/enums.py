"""The vocabulary of imports: what cells hold, what went wrong and its remedy, the life of a draft."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


@acts
class ImportsAct(models.TextChoices):
    """What imports write in the journal."""

    START = "imports.start", _("a apporté une liste")
    READ_AGAIN = "imports.read_again", _("a fait relire une liste")
    CONFIRM_COLUMNS = "imports.confirm_columns", _("a confirmé les colonnes d’une liste")
    CANCEL = "imports.cancel", _("a arrêté le traitement d’une liste")
    DELETE = "imports.delete", _("a supprimé une liste")


class FieldKind(models.TextChoices):
    """What the cells of a column hold."""

    TEXT = "text", _("du texte")
    ADDRESS = "address", _("une adresse postale")
    POSTCODE = "postcode", _("un code postal")
    COMMUNE_CODE = "commune_code", _("un code INSEE de commune")
    INTEGER = "integer", _("un nombre entier")
    DECIMAL = "decimal", _("un nombre")
    DATE = "date", _("une date")
    LONGITUDE = "longitude", _("une longitude en degrés")
    LATITUDE = "latitude", _("une latitude en degrés")
    LAMBERT93_X = "lambert93_x", _("une coordonnée X en Lambert-93")
    LAMBERT93_Y = "lambert93_y", _("une coordonnée Y en Lambert-93")


class Clue(models.TextChoices):
    """Why a column was recognized."""

    SAME_NAME = "same_name", _("reconnue à son nom")
    CLOSE_NAME = "close_name", _("nom voisin : à vérifier")
    CONTENT = "content", _("devinée d’après son contenu : à vérifier")


class CellProblem(models.TextChoices):
    """Why a cell cannot be read, and what to write instead."""

    MISSING = "missing", _("Cette cellule est vide alors que l’information est obligatoire. Complétez-la.")
    TOO_LONG = "too_long", _("Ce texte dépasse %(limit)s caractères. Raccourcissez-le.")
    NOT_AN_INTEGER = "not_an_integer", _("Ce n’est pas un nombre entier. Écrivez par exemple 12.")
    NOT_A_NUMBER = "not_a_number", _("Ce n’est pas un nombre. Écrivez par exemple 12,5.")
    NOT_A_DATE = "not_a_date", _("Ce n’est pas une date. Écrivez par exemple 31/12/2026.")
    NOT_A_POSTCODE = "not_a_postcode", _("Ce n’est pas un code postal. Écrivez par exemple 42000.")
    NOT_A_COMMUNE_CODE = (
        "not_a_commune_code",
        _("Ce n’est pas un code INSEE de commune. Écrivez par exemple 42218."),
    )
    NOT_A_LONGITUDE = "not_a_longitude", _("Ce n’est pas une longitude en degrés. Écrivez par exemple 4,387.")
    NOT_A_LATITUDE = "not_a_latitude", _("Ce n’est pas une latitude en degrés. Écrivez par exemple 45,439.")
    IN_LAMBERT93 = (
        "in_lambert93",
        _("Cette coordonnée est en mètres (Lambert-93). Choisissez cette colonne pour X ou Y en Lambert-93."),
    )
    NOT_LAMBERT93 = (
        "not_lambert93",
        _("Cette coordonnée n’est pas en Lambert-93. En degrés, choisissez longitude ou latitude."),
    )


class TableProblem(models.TextChoices):
    """Why a file cannot be read, and what to do about it."""

    EMPTY = "empty", _("Ce fichier est vide. Vérifiez que vous avez choisi le bon fichier.")
    NO_ROWS = "no_rows", _("Ce fichier n’a que des en-têtes. Ajoutez au moins une ligne en dessous.")
    WEB_PAGE = (
        "web_page",
        _(
            "Ce fichier est une page web, pas un tableau. Retournez là où vous l’avez trouvé et téléchargez "
            "le tableau au format CSV ou XLSX."
        ),
    )
    JSON = "json", _("Ce fichier est du JSON, pas un tableau. Enregistrez-le au format CSV ou XLSX.")
    PDF = "pdf", _("Ce fichier est un PDF. Demandez le tableau d’origine au format CSV ou XLSX.")
    OLD_WORKBOOK = (
        "old_workbook",
        _(
            "Ce fichier est un ancien classeur Excel (.xls) ou un classeur protégé par un mot de passe. "
            "Ouvrez-le, puis enregistrez-le au format XLSX, sans mot de passe."
        ),
    )
    ARCHIVE = "archive", _("Ce fichier est une archive. Ouvrez-la et choisissez le tableau, CSV ou XLSX.")
    NOT_A_TABLE = "not_a_table", _("Ce fichier n’est pas un tableau. Enregistrez-le au format CSV ou XLSX.")
    BROKEN_WORKBOOK = (
        "broken_workbook",
        _("Ce classeur est abîmé. Ouvrez-le dans votre tableur, puis enregistrez-le au format XLSX."),
    )
    NO_SHEET = "no_sheet", _("Ce classeur n’a aucune feuille remplie. Vérifiez que c’est le bon.")
    UNKNOWN_SHEET = "unknown_sheet", _("Ce classeur n’a pas de feuille « %(sheet)s ». Vérifiez son nom.")
    UNPACKS_TOO_BIG = (
        "unpacks_too_big",
        _(
            "Une fois décompressé, ce classeur dépasse %(limit)s Mo. Supprimez les feuilles inutiles, ou "
            "enregistrez la liste au format CSV."
        ),
    )
    TOO_MANY_CELLS = (
        "too_many_cells",
        _(
            "Ce classeur s’étend sur trop de cellules, peut-être à cause d’une cellule oubliée très loin de "
            "la liste. Copiez la liste seule dans un nouveau classeur, ou enregistrez-la au format CSV."
        ),
    )
    TOO_MANY_ROWS = "too_many_rows", _("Ce fichier dépasse %(limit)s lignes. Découpez-le.")
    TOO_MANY_COLUMNS = (
        "too_many_columns",
        _("La ligne %(line)s dépasse %(limit)s colonnes. Gardez les colonnes utiles."),
    )
    LINE_TOO_LONG = (
        "line_too_long",
        _("Ce fichier contient une ligne de plusieurs millions de caractères. Enregistrez-le au format CSV."),
    )
    CELL_TOO_LONG = (
        "cell_too_long",
        _("Vers la ligne %(line)s, une cellule est trop longue, ou un guillemet manque. Corrigez-la."),
    )
    OPEN_QUOTE = (
        "open_quote",
        _("Un guillemet ouvert à la ligne %(line)s n’est jamais refermé. Refermez-le ou supprimez-le."),
    )


class TableRemark(models.TextChoices):
    """What the reader of a table did that people should know."""

    TITLE_SKIPPED = "title_skipped", _("Lignes au-dessus des en-têtes, non lues : %(count)s.")
    NO_HEADER = "no_header", _("Ce fichier n’a pas d’en-têtes : ses colonnes sont numérotées.")
    RAGGED = (
        "ragged",
        _("Lignes trop courtes ou trop longues : %(count)s. La première : ligne %(line)s."),
    )
    BLANK = "blank", _("Lignes vides, non lues : %(count)s.")
    CONTROLS = "controls", _("Des caractères illisibles (NUL, caractères de contrôle) ont été retirés.")
    BAD_BYTES = "bad_bytes", _("Quelques caractères mal encodés sont illisibles. Le reste du fichier est lu.")
    OTHER_SHEETS = "other_sheets", _("Seule la feuille « %(sheet)s » est lue.")
    BACK_AS_XLSX = "back_as_xlsx", _("Votre fichier vous est rendu au format XLSX.")
    DEFUSED = "defused", _("Cellules en forme de formule, précédées d’une apostrophe : %(count)s.")


class DraftState(models.TextChoices):
    """Where an import is in its life."""

    UPLOADED = "uploaded", _("Colonnes à confirmer")
    CONFIRMED = "confirmed", _("En attente")
    RUNNING = "running", _("En cours")
    DONE = "done", _("Terminé")
    FAILED = "failed", _("Interrompu par une erreur")
    CANCELED = "canceled", _("Annulé")
    EXPIRED = "expired", _("Supprimé")


@about_access("NOT_OWNER")
class ImportObjection(models.TextChoices):
    """Why an import cannot go on, and what to do about it."""

    REQUIRED_COLUMN = "required_column", _("Une information obligatoire n’a pas de colonne. Choisissez-la.")
    ONE_OF_MISSING = "one_of_missing", _("Il manque une colonne pour répondre. Choisissez-la.")
    COLUMN_TWICE = "column_twice", _("La même colonne est choisie deux fois. Gardez un seul choix.")
    UNKNOWN_COLUMN = "unknown_column", _("Une colonne choisie n’est pas dans ce fichier. Rechargez la page.")
    NOT_IN_THIS_STATE = "not_in_this_state", _("Cet import n’en est plus là. Rechargez la page.")
    NOT_OWNER = "not_owner", _("Cette liste appartient à une autre personne.")
    TOO_MANY_DRAFTS = (
        "too_many_drafts",
        _("Vous avez trop de listes en même temps. Supprimez celles dont vous n’avez plus besoin."),
    )
    FILE_GONE = "file_gone", _("Votre fichier n’est plus là. Apportez-le de nouveau.")
    STOPPED = (
        "stopped",
        _("Une erreur inattendue a arrêté ce traitement. Apportez de nouveau votre fichier."),
    )
