"""The vocabulary of stored files."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class FileKind(models.TextChoices):
    """What a file is, told by its content and never by its name."""

    CSV = "csv", _("tableau CSV")
    XLSX = "xlsx", _("classeur Excel (xlsx)")
    ODS = "ods", _("classeur LibreOffice (ods)")
    TEXT = "text", _("texte")
    GEOJSON = "geojson", _("GeoJSON")
    JSON = "json", _("JSON")
    PARQUET = "parquet", _("Parquet")
    ZIP = "zip", _("archive ZIP")
    GZIP = "gzip", _("archive GZ")
    PDF = "pdf", _("PDF")
    IMAGE = "image", _("image")
    MP3 = "mp3", _("son MP3")
    M4A = "m4a", _("son M4A")
    OGG = "ogg", _("son OGG ou OPUS")
    OFFICE = "office", _("document Office ancien (xls, doc, ppt)")
    DOCUMENT = "document", _("document de traitement de texte ou de présentation")
    XML = "xml", _("XML")
    HTML = "html", _("page web (HTML)")
    EXECUTABLE = "executable", _("programme")
    UNKNOWN = "unknown", _("type inconnu")


CONTENT_TYPES = {
    FileKind.CSV: "text/csv",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileKind.TEXT: "text/plain",
    FileKind.GEOJSON: "application/geo+json",
    FileKind.JSON: "application/json",
    FileKind.PARQUET: "application/vnd.apache.parquet",
    FileKind.ZIP: "application/zip",
    FileKind.GZIP: "application/gzip",
    FileKind.PDF: "application/pdf",
    FileKind.MP3: "audio/mpeg",
    FileKind.M4A: "audio/mp4",
    FileKind.OGG: "audio/ogg",
}
EXTENSIONS = {
    "csv": FileKind.CSV,
    "tsv": FileKind.CSV,
    "xlsx": FileKind.XLSX,
    "ods": FileKind.ODS,
    "xls": FileKind.OFFICE,
    "doc": FileKind.OFFICE,
    "docx": FileKind.DOCUMENT,
    "odt": FileKind.DOCUMENT,
    "txt": FileKind.TEXT,
    "geojson": FileKind.GEOJSON,
    "json": FileKind.JSON,
    "parquet": FileKind.PARQUET,
    "zip": FileKind.ZIP,
    "gz": FileKind.GZIP,
    "pdf": FileKind.PDF,
    "png": FileKind.IMAGE,
    "jpg": FileKind.IMAGE,
    "jpeg": FileKind.IMAGE,
    "mp3": FileKind.MP3,
    "m4a": FileKind.M4A,
    "ogg": FileKind.OGG,
    "oga": FileKind.OGG,
    "opus": FileKind.OGG,
    "html": FileKind.HTML,
    "htm": FileKind.HTML,
    "xml": FileKind.XML,
    "exe": FileKind.EXECUTABLE,
}
NEVER_ACCEPTED = frozenset({FileKind.HTML, FileKind.EXECUTABLE, FileKind.UNKNOWN})


class UploadObjection(models.TextChoices):
    """Why an upload is refused, and what to do. The braces are filled by `rules.Detailed`."""

    TOO_LARGE = (
        "too_large",
        _("Ce fichier est trop gros ({size}). La limite est de {limit}. Découpez-le en plusieurs fichiers."),
    )
    REQUEST_TOO_LARGE = (
        "request_too_large",
        _(
            "L’envoi est trop gros ({size} en tout). La limite est de {limit}. "
            "Envoyez les fichiers un par un."
        ),
    )
    EMPTY = "empty", _("Ce fichier est vide. Vérifiez que vous avez choisi le bon, puis recommencez.")
    WRONG_KIND = "wrong_kind", _("Ce fichier est de type « {kind} ». Envoyez plutôt : {accepted}.")
    UNKNOWN_KIND = (
        "unknown_kind",
        _("Le contenu de ce fichier n’est pas reconnu. Enregistrez-le sous un de ces types : {accepted}."),
    )
    MISNAMED = (
        "misnamed",
        _(
            "Son nom finit par « {extension} », mais son contenu n’est pas de ce type. "
            "Enregistrez-le à nouveau."
        ),
    )
    CUT_SHORT = (
        "cut_short",
        _(
            "Ce PDF est incomplet : sa fin manque, et personne ne pourrait l’ouvrir. "
            "Enregistrez-le ou numérisez-le à nouveau, puis recommencez."
        ),
    )
    ARCHIVE_DAMAGED = (
        "archive_damaged",
        _("Ce fichier est abîmé et ne peut pas être ouvert. Enregistrez-le à nouveau, puis recommencez."),
    )
    ARCHIVE_ENCRYPTED = (
        "archive_encrypted",
        _("Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis recommencez."),
    )
    ARCHIVE_TOO_LARGE = (
        "archive_too_large",
        _(
            "Une fois décompressé, ce fichier serait trop gros ({size}). La limite est de {limit}. "
            "Découpez-le."
        ),
    )
    ARCHIVE_SUSPECT = (
        "archive_suspect",
        _("Ce fichier est compressé de façon anormale : il n’est pas ouvert. Enregistrez-le à nouveau."),
    )
    ARCHIVE_TOO_MANY = (
        "archive_too_many",
        _("Cette archive contient trop de fichiers ({count}). La limite est de {limit}."),
    )
    MACROS = (
        "macros",
        _("Ce document contient des macros (des programmes). Enregistrez-le sans macros, puis recommencez."),
    )
    STORAGE_FULL = (
        "storage_full",
        _(
            "Le fichier n’a pas pu être enregistré, faute de place. "
            "Prévenez l’administrateur de la plateforme."
        ),
    )


@about_access("NOT_OWNER", "QUARANTINE_NOT_YOURS")
class FileObjection(models.TextChoices):
    """Why a stored file is not given."""

    NOT_OWNER = "not_owner", _("Ce fichier appartient à une autre personne.")
    IN_QUARANTINE = (
        "in_quarantine",
        _("L’antivirus examine ce fichier : il pourra être téléchargé dès que ce sera fait."),
    )
    INFECTED = (
        "infected",
        _(
            "L’antivirus a trouvé un virus dans ce fichier : il a été supprimé, et n’a été donné à personne. "
            "Faites examiner l’ordinateur d’où il vient, puis déposez un fichier sain."
        ),
    )
    UNSCANNABLE = (
        "unscannable",
        _(
            "L’antivirus n’a pas pu examiner ce fichier, trop gros ou protégé par un mot de passe : il n’est "
            "donné à personne. Enregistrez-le sans mot de passe, ou plus léger, puis déposez-le à nouveau."
        ),
    )
    EXPIRED = (
        "expired",
        _(
            "Ce fichier a été supprimé : il n’était gardé qu’un temps. "
            "Recommencez pour en obtenir un nouveau."
        ),
    )
    QUARANTINE_NOT_YOURS = (
        "quarantine_not_yours",
        _("La liste des fichiers en quarantaine est réservée à la coordination et aux copilotes."),
    )


class ScanState(models.TextChoices):
    """What the antivirus said of a file. Waiting is quarantine: the file is given to nobody."""

    NOT_SCANNED = "not_scanned", _("Non examiné")
    WAITING = "waiting", _("En quarantaine")
    CLEAN = "clean", _("Sain")
    INFECTED = "infected", _("Infecté, supprimé")
    UNSCANNABLE = "unscannable", _("Impossible à examiner")


@acts
class FilesAct(models.TextChoices):
    """What files write in the journal."""

    STORE_UPLOAD = "files.store_upload", _("a déposé un fichier")
    READ_FILE = "files.read_file", _("a téléchargé un fichier")
    CLEAR_FILE = "files.clear_file", _("a déclaré sain un fichier")
    CONDEMN_FILE = "files.condemn_file", _("a supprimé un fichier infecté")
    GIVE_UP_FILE = "files.give_up_file", _("n’a pas pu examiner un fichier")
