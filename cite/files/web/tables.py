"""The list of files in quarantine: when, what for, what the antivirus said; never their names."""

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cite.core.text import readable_size
from cite.files.enums import ScanState
from cite.files.models import StoredFile
from cite.files.ports import purpose_named
from cite.ui.tables import Column, Table

_TONES = {ScanState.WAITING: "info", ScanState.INFECTED: "error", ScanState.UNSCANNABLE: "warning"}


def _purpose(file: StoredFile) -> str:
    purpose = purpose_named(file.purpose)
    return str(purpose.label if purpose else _("Fichier déposé"))


def quarantine_table(files: QuerySet[StoredFile], params: QueryDict) -> Table:
    """List them, latest first."""
    return Table(
        files,
        columns=(
            Column(key="purpose", label=_("Sorte de fichier"), value=_purpose),
            Column(key="owner", label=_("Déposé par"), value=lambda file: str(file.owner or "")),
            Column(key="created_at", label=_("Déposé le"), kind="date", sortable=True),
            Column(key="size", label=_("Taille"), value=lambda file: readable_size(file.size)),
            Column(
                key="scan_state",
                label=_("Antivirus"),
                kind="badge",
                value=lambda file: file.get_scan_state_display(),
                tone=lambda file: _TONES.get(ScanState(file.scan_state), "neutral"),
            ),
            Column(key="virus", label=_("Virus trouvé")),
        ),
        params=params,
        caption=_("Fichiers en quarantaine"),
        empty_title=_("Aucun fichier en quarantaine"),
        empty_text=_("Tout ce qui a été déposé a été examiné, et rien de dangereux n’a été trouvé."),
    )
