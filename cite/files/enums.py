"""The vocabulary of stored files."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """What a file is, told by its content and never by its name."""

    CSV = "csv", _("tableau CSV")
    XLSX = "xlsx", _("classeur Excel (xlsx)")
    ODS = "ods", _("classeur LibreOffice (ods)")
    TEXT = "text", _("texte")
    GEOJSON = "geojson", _("GeoJSON")
    JSON = "json", _("JSON")
    ZIP = "zip", _("archive ZIP")
    GZIP = "gzip", _("archive GZ")
    PDF = "pdf", _("PDF")
    IMAGE = "image", _("image")
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
    FileKind.ZIP: "application/zip",
    FileKind.GZIP: "application/gzip",
    FileKind.PDF: "application/pdf",
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
    "zip": FileKind.ZIP,
    "gz": FileKind.GZIP,
    "pdf": FileKind.PDF,
    "png": FileKind.IMAGE,
    "jpg": FileKind.IMAGE,
    "jpeg": FileKind.IMAGE,
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
    STORAGE_FULL = (
        "storage_full",
        _(
            "Le fichier n’a pas pu être enregistré, faute de place. "
            "Prévenez l’administrateur de la plateforme."
        ),
    )


class FileObjection(models.TextChoices):
    """Why a stored file is not given."""

    NOT_OWNER = "not_owner", _("Ce fichier appartient à une autre personne.")
    EXPIRED = (
        "expired",
        _(
            "Ce fichier a été supprimé : il n’était gardé qu’un temps. "
            "Recommencez pour en obtenir un nouveau."
        ),
    )
