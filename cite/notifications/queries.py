"""What there is to know about messages: how a person and a Cité want them, what waits, what was received."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.text import slugify
from django_scopes import scope

from cite.accounts.models import User
from cite.notifications.enums import Channel, Frequency
from cite.notifications.models import Contact, MessageSettings, MessageTemplate, Preference
from cite.notifications.ports import NoticeKind
from cite.notifications.rules.schedule import QuietHours
from cite.notifications.rules.texts import absolute_url
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
    contact = contact_of(user) if user else None
    if contact and contact.has_own_quiet_hours:
        return contact.quiet_hours
    return settings_of(territory).quiet_hours


def site_link(territory: Territory | None, path: str) -> str:
    """Write the full address of a page, on the host of the Cité where it has one.

    Raises:
        ValueError: the path leads out of the site.
    """
    return absolute_url(settings.SITE_URL, territory.host if territory else "", path)


def wishes_of(user: User | None, territory: Territory | None, kind: NoticeKind) -> Wishes:
    """Tell how a person wants a kind of message; what is essential does not ask."""
    if user is None:
        quiet = settings_of(territory).quiet_hours
        return Wishes(Frequency.IMMEDIATE, Frequency.IMMEDIATE, "", quiet)
    contact = contact_of(user)
    quiet = contact.quiet_hours if contact.has_own_quiet_hours else settings_of(territory).quiet_hours
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
