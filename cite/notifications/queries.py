"""What there is to know about messages: how a person and a Cité want them, what waits, what was received."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest
from django.utils.text import slugify
from django_scopes import scope

from cite.accounts.models import User
from cite.notifications.enums import Channel, Frequency, MessageState
from cite.notifications.models import Contact, Message, MessageSettings, MessageTemplate, Notice, Preference
from cite.notifications.notices import DIGEST
from cite.notifications.permissions import visible_messages, visible_notices
from cite.notifications.ports import NoticeKind, all_notices
from cite.notifications.rules.schedule import QuietHours
from cite.notifications.rules.texts import (
    ALWAYS_THERE,
    SUBJECT_MAX,
    absolute_url,
    faults_of,
    fill,
    for_sms,
    one_line,
    sms_segments,
)
from cite.notifications.workflow import WAITING
from cite.tenancy.models import Territory


@dataclass(frozen=True, slots=True)
class Texts:
    """What a kind of message says in a Cité, fields not yet filled."""

    subject: str
    body: str
    sms: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a person wants the messages of a category; somebody without an account wants them now."""

    email: Frequency
    sms: Frequency
    phone: str
    quiet: QuietHours


@dataclass(frozen=True, slots=True)
class Category:
    """Messages that a person accepts or refuses together."""

    key: str
    label: str
    kinds: tuple[NoticeKind, ...]

    @property
    def has_sms(self) -> bool:
        """Whether some of them may come by SMS."""
        return any(kind.comes_by_sms for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Preview:
    """A kind of message as people receive it, with the examples of its fields."""

    subject: str
    body: str
    sms: str

    @property
    def segments(self) -> int:
        """How many SMS it takes."""
        return sms_segments(self.sms)


@dataclass(frozen=True, slots=True)
class TemplateState:
    """A kind of message in a Cité: whose text holds, which version, who wrote it."""

    kind: NoticeKind
    own: MessageTemplate | None

    @property
    def is_edited(self) -> bool:
        """Whether the Cité's own text holds."""
        return self.own is not None and not self.own.is_original

    @property
    def number(self) -> int:
        """The version, 0 for a text that nobody touched."""
        return self.own.number if self.own else 0


SMS_MAX_SEGMENTS = 3
SMS_MAX = 480
BODY_MAX = 4000


def category_key(kind: NoticeKind) -> str:
    """Name a category as preferences store it."""
    return slugify(str(kind.category))


def current_template(territory: Territory | None, kind: str) -> MessageTemplate | None:
    """Find the text a Cité wrote for a kind of message; None where the original holds."""
    if territory is None:
        return None
    with scope(territory=territory):
        return MessageTemplate.objects.filter(kind=kind).order_by("-number").first()


def texts_of(territory: Territory | None, kind: NoticeKind) -> Texts:
    """Tell what a kind of message says in a Cité: its own text, else the original."""
    own = current_template(territory, kind.key)
    if own is None or own.is_original:
        return Texts(str(kind.subject), str(kind.body), str(kind.sms))
    return Texts(own.subject, own.body, own.sms)


def settings_of(territory: Territory | None) -> MessageSettings:
    """Tell how a Cité sends; the defaults where nobody changed anything, and for the platform itself."""
    if territory is None:
        return MessageSettings()
    with scope(territory=territory):
        return MessageSettings.objects.first() or MessageSettings(territory=territory)


def contact_of(user: User) -> Contact:
    """Tell how to reach a person; a blank answer where she said nothing."""
    return Contact.objects.filter(user=user).first() or Contact(user=user)


def quiet_hours_of(user: User | None, territory: Territory | None) -> QuietHours:
    """Tell when a person is left in peace: as she chose, else as her Cité did."""
    return _quiet_hours(contact_of(user) if user else None, territory)


def _quiet_hours(contact: Contact | None, territory: Territory | None) -> QuietHours:
    own = contact is not None and contact.has_own_quiet_hours
    return contact.quiet_hours if own else settings_of(territory).quiet_hours


def site_link(territory: Territory | None, path: str) -> str:
    """Write the full address of a page, on the host of the Cité where it has one.

    Raises:
        ValueError: the path leads out of the site.
    """
    return absolute_url(settings.SITE_URL, territory.host if territory else "", path)


def wishes_of(user: User | None, territory: Territory | None, kind: NoticeKind) -> Wishes:
    """Tell how a person wants a kind of message; what is essential does not ask."""
    if user is None:
        return Wishes(Frequency.IMMEDIATE, Frequency.IMMEDIATE, "", _quiet_hours(None, territory))
    contact = contact_of(user)
    quiet = _quiet_hours(contact, territory)
    if kind.is_essential:
        return Wishes(Frequency.IMMEDIATE, Frequency.IMMEDIATE, contact.phone, quiet)
    chosen = dict(
        Preference.objects.filter(user=user, category=category_key(kind)).values_list("channel", "frequency")
    )
    return Wishes(
        Frequency(chosen.get(Channel.EMAIL, Frequency.IMMEDIATE)),
        Frequency(chosen.get(Channel.SMS, Frequency.IMMEDIATE)),
        contact.phone,
        quiet,
    )


def refusable_categories() -> list[Category]:
    """List the categories of messages that people may refuse or have gathered."""
    groups: dict[str, list[NoticeKind]] = {}
    for kind in all_notices():
        if not kind.is_essential and kind.key != DIGEST.key:
            groups.setdefault(category_key(kind), []).append(kind)
    return [Category(key, str(kinds[0].category), tuple(kinds)) for key, kinds in groups.items()]


def essential_notices() -> list[NoticeKind]:
    """List the messages that nobody can refuse."""
    return [kind for kind in all_notices() if kind.is_essential]


def preferences_of(user: User) -> dict[tuple[str, str], str]:
    """Tell what a person chose, by category and channel."""
    rows = Preference.objects.filter(user=user).values_list("category", "channel", "frequency")
    return {(category, channel): frequency for category, channel, frequency in rows}


def unread_count(request: HttpRequest) -> int:
    """Count what a person has not read, for the header."""
    if not request.user.is_authenticated:
        return 0
    territory = getattr(request, "territory", None)
    return visible_notices(request.user, territory).filter(read_at=None).count()


def inbox_of(user: User, territory: Territory | None, *, unread_only: bool = False) -> QuerySet[Notice]:
    """List a person's messages, latest first."""
    notices = visible_notices(user, territory).order_by("-created_at", "-pk")
    return notices.filter(read_at=None) if unread_only else notices


def outbox_of(user: User, territory: Territory | None, state: str = "") -> QuerySet[Message]:
    """List the outgoing messages a person may see, latest first, of one state or all."""
    messages = visible_messages(user, territory).select_related("recipient", "territory")
    messages = messages.order_by("-created_at", "-pk")
    return messages.filter(state=state) if state else messages


def outbox_counts(
    user: User, territory: Territory | None, *, only: Iterable[MessageState] = tuple(MessageState)
) -> dict[MessageState, int]:
    """Count the outgoing messages a person may see, by state."""
    rows = visible_messages(user, territory).filter(state__in=only).order_by()
    found = dict(rows.values_list("state").annotate(Count("pk")))
    return {state: found.get(state.value, 0) for state in only}


def people_written_to(concerning: Iterable[UUID]) -> list[User]:
    """List the people for whom something waits that concerns these files."""
    may_leave = Q(state__in=WAITING) | Q(state=MessageState.GATHERED, digest__state__in=WAITING)
    waiting = Message.objects.filter(may_leave, concerns__in=list(concerning))
    return list(User.objects.filter(pk__in=waiting.values("recipient")).order_by("pk"))


def last_told(kind: NoticeKind, concerning: Iterable[UUID]) -> dict[UUID, datetime]:
    """Tell when people were last told something about files on this site, by file. One query."""
    rows = Notice.objects.filter(concerns__in=list(concerning), kind=kind.key).order_by()
    return dict(rows.values_list("concerns").annotate(last=Max("created_at")))


def text_faults(kind: NoticeKind, texts: Texts) -> list[tuple[str, str, str]]:
    """Say what is wrong with a Cité's own text: field of the form, code, what it is about."""
    found = []
    originals = {
        "subject": (kind.subject, SUBJECT_MAX),
        "body": (kind.body, BODY_MAX),
        "sms": (kind.sms, SMS_MAX),
    }
    for name, (original, limit) in originals.items():
        faults = faults_of(str(original), getattr(texts, name), kind.fields, limit=limit)
        found += [(name, code, about) for code, about in faults]
    if not found and preview(kind, texts, None).segments > SMS_MAX_SEGMENTS:
        found.append(("sms", "sms_too_long", str(SMS_MAX_SEGMENTS)))
    return found


def preview(kind: NoticeKind, texts: Texts, territory: Territory | None) -> Preview:
    """Write a message as people receive it, with the examples of its fields."""
    values = {name: str(example) for name, example in kind.fields.items()} | dict(
        zip(ALWAYS_THERE, (site_link(territory, "/…"), str(territory or ""), "Camille Martin"), strict=True)
    )
    return Preview(
        one_line(fill(texts.subject, values), SUBJECT_MAX),
        fill(texts.body, values),
        for_sms(one_line(fill(texts.sms, values), 1000)),
    )


def template_states() -> list[TemplateState]:
    """List every kind of message with the text that holds in a Cité."""
    latest: dict[str, MessageTemplate] = {}
    for version in MessageTemplate.objects.select_related("written_by").order_by("number"):
        latest[version.kind] = version
    return [TemplateState(kind, latest.get(kind.key)) for kind in all_notices()]


def template_history(kind: NoticeKind) -> QuerySet[MessageTemplate]:
    """List the versions of a Cité's own text, latest first."""
    return MessageTemplate.objects.filter(kind=kind.key).select_related("written_by").order_by("-number")
