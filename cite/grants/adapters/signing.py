"""What waits until a file is deposited: its writing, a signature, then the deposit itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cite.actors.models import Partner
from cite.core.dates import today
from cite.grants.enums import ApplicationState
from cite.grants.models import Application, Remark, Signature
from cite.grants.permissions.applications import carried_partners, represented_partners
from cite.grants.queries.standing import deposit_deadline
from cite.ui.waiting import Waiting

_SHOWN = 5


def files_to_finish(request: HttpRequest) -> Iterable[Waiting]:
    """Tell those who write which files are begun, as long as the call takes them."""
    partners = carried_partners(request.user, request.territory)
    if not partners:
        return
    rows = Application.objects.filter(state=ApplicationState.DRAFT, partner_id__in=[p.pk for p in partners])
    for file in rows.select_related("call", "edition").order_by("pk")[:_SHOWN]:
        if deposit_deadline(file) >= today():
            yield _waiting(_("Terminer le dossier : %(file)s"), file, "grants:writing")


def files_to_sign(request: HttpRequest) -> Iterable[Waiting]:
    """Tell a legal representative which files wait for her signature."""
    partners = represented_partners(request.user, request.territory)
    if not partners:
        return
    for file in _to_deposit(partners).exclude(pk__in=_signed())[:_SHOWN]:
        yield _waiting(_("Signer le dossier : %(file)s"), file)


def files_to_deposit(request: HttpRequest) -> Iterable[Waiting]:
    """Tell those who write which files are signed, and not deposited yet."""
    partners = carried_partners(request.user, request.territory)
    if not partners:
        return
    for file in _to_deposit(partners).filter(pk__in=_signed())[:_SHOWN]:
        yield _waiting(_("Déposer le dossier : %(file)s"), file)


def _to_deposit(partners: Iterable[Partner]) -> QuerySet[Application]:
    """List the files to sign and deposit: written to their end, or completed with an answer to every remark."""
    asked = Remark.objects.filter(round__application=OuterRef("pk"), round__answered_at=None)
    answered = Q(state=ApplicationState.TO_CORRECT) & Exists(asked) & ~Exists(asked.filter(reply=""))
    rows = Application.objects.filter(
        Q(state=ApplicationState.TO_SIGN) | answered, partner_id__in=[p.pk for p in partners]
    )
    return rows.select_related("call", "edition").order_by("pk")


def _signed() -> QuerySet:
    return Signature.objects.filter(voided_at=None).values("application_id")


def _waiting(label: str, file: Application, page: str = "grants:check") -> Waiting:
    return Waiting(
        label=label % {"file": file},
        url=reverse(page, args=[file.uuid]),
        detail=file.number,
        due=deposit_deadline(file),
    )
