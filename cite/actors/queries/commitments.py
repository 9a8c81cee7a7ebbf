"""What organizations have signed, and what waits for their signature."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.actors.enums import CommitmentKind, PartnerState, TextState
from cite.actors.models import Commitment, CommitmentText, Partner
from cite.actors.models.commitments import readable_fingerprint
from cite.actors.permissions.people import (
    can_publish_texts,
    memberships_of,
    pilot_side,
    signs_for,
    visible_commitments,
    visible_texts,
)
from cite.actors.rules.commitments import is_concerned
from cite.documents.rules.outline import Block, Document, Heading, KeyValues, Paragraph
from cite.tenancy.models import Territory


@dataclass(frozen=True, slots=True)
class Signing:
    """A text in force, and its signature by an organization, if any."""

    text: CommitmentText
    commitment: Commitment | None


def texts_in_force(user: User, territory: Territory | None) -> QuerySet[CommitmentText]:
    """List what organizations are asked to sign today."""
    return visible_texts(user, territory).filter(state=TextState.PUBLISHED).order_by("kind")


def signing_state(user: User, partner: Partner) -> list[Signing]:
    """List the texts in force with what an organization signed of them; an older version does not count."""
    signed = {
        commitment.text_id: commitment
        for commitment in visible_commitments(user, partner.territory).filter(partner=partner)
    }
    return [
        Signing(text, signed.get(text.pk))
        for text in texts_in_force(user, partner.territory)
        if text.pk in signed or _is_for(text, partner)
    ]


def has_signed(partner: Partner, kind: CommitmentKind | str) -> bool:
    """Say whether an organization signed the text of a kind that is in force today."""
    return bool(signed_kinds(partner, (kind,))[1])


def signed_kinds(
    partner: Partner, kinds: Iterable[CommitmentKind | str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Tell which of these kinds have a text in force, and which of those an organization signed. Two queries."""
    texts = CommitmentText.objects.filter(
        territory=partner.territory, kind__in=tuple(kinds), state=TextState.PUBLISHED
    )
    by_pk = dict(texts.values_list("pk", "kind"))
    signed = Commitment.objects.filter(partner=partner, text_id__in=by_pk).values_list("text_id", flat=True)
    return frozenset(by_pk.values()), frozenset(by_pk[pk] for pk in signed)


def texts_to_sign(user: User, territory: Territory | None) -> list[tuple[CommitmentText, Partner]]:
    """List what waits for the signature of the organizations in whose name this person signs."""
    partners = [m.partner for m in memberships_of(user, territory) if signs_for(m)]
    if not partners:
        return []
    texts = list(texts_in_force(user, territory))
    done = set(
        Commitment.objects.filter(partner__in=partners, text__in=texts).values_list("text_id", "partner_id")
    )
    return [(t, p) for p in partners for t in texts if (t.pk, p.pk) not in done and _is_for(t, p)]


def _is_for(text: CommitmentText, partner: Partner) -> bool:
    organization = partner.organization
    return is_concerned(text.kind, organization.legal_form, organization.kind)


def texts_to_agree(user: User, territory: Territory | None) -> list[CommitmentText]:
    """List the drafts that wait for the agreement of this co-pilot's side."""
    side = pilot_side(user, territory)
    if side is None or not can_publish_texts(user, territory):
        return []
    rows = visible_texts(user, territory).filter(state=TextState.DRAFT)
    return list(rows.filter(**{f"agreed_by_{side.value}_on": None}))


def signatures_of(text: CommitmentText) -> QuerySet[Partner]:
    """List every active organization of the Cité with what it signed of a text: by whom, as what, when."""
    signed = Commitment.objects.filter(text=text, partner=OuterRef("pk"))
    rows = Partner.objects.filter(territory=text.territory, state=PartnerState.ACTIVE)
    return (
        rows.select_related("organization")
        .annotate(
            signed_at=Subquery(signed.values("signed_at")[:1]),
            signatory_name=Subquery(signed.values("signatory_name")[:1]),
            signatory_function=Subquery(signed.values("signatory_function")[:1]),
            commitment_uuid=Subquery(signed.values("uuid")[:1]),
        )
        .order_by("organization__search_key", "pk")
    )


def receipt_document(commitment: Commitment) -> Document:
    """Write the proof of a signature: who, as what, when, and the very words that were signed."""
    text = commitment.text
    facts = (
        (_("Structure"), commitment.organization_name),
        (_("Signataire"), commitment.signatory_name),
        (_("Fonction"), commitment.signatory_function),
        (_("Signé le"), date_format(localtime(commitment.signed_at), "j F Y à H:i")),
        (_("Version du texte"), str(text.number)),
        (_("Empreinte SHA-256"), readable_fingerprint(commitment.sha256)),
    )
    blocks: list[Block] = [KeyValues(facts), Heading(text.title)]
    blocks += [Paragraph(paragraph) for paragraph in text.paragraphs]
    blocks.append(
        Paragraph(
            _("Signé en ligne depuis le compte du signataire. L’empreinte est celle du titre et du texte."),
            is_note=True,
        )
    )
    return Document(
        title=_("Reçu de signature"),
        subtitle=text.title,
        blocks=blocks,
        author=str(commitment.territory),
        date=localtime(commitment.signed_at).date(),
        letterhead=(_("Cité de l’emploi"), str(commitment.territory)),
    )
