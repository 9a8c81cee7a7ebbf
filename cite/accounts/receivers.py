"""What accounts do when the sign-in library speaks: keep a trace, mark the session, notice a new device."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as factor_signals
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import signals as auth_signals
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest

from cite.accounts.enums import AccountsAct
from cite.accounts.models import User
from cite.accounts.operations import end_sessions, note_account_act
from cite.accounts.permissions import has_other_factor, has_second_factor
from cite.accounts.queries import DUE, SECOND_FACTOR_KEY, VERIFIED, device_label, is_known_device
from cite.accounts.signals import new_device_seen, second_factor_changed
from cite.core.dates import now


def _note(request: HttpRequest, user: User, act: AccountsAct) -> None:
    note_account_act(user=user, act=act, territory=getattr(request, "territory", None))


@receiver(auth_signals.user_logged_in)
def notice_sign_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Tell a first sign-in from the others, before Django dates it; by whatever door, a second factor is due."""
    request.is_first_sign_in = user.last_login is None
    if has_second_factor(user):
        request.session[SECOND_FACTOR_KEY] = DUE


@receiver(account_signals.user_logged_in)
def welcome(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Keep a trace of a sign-in, whose every step has been passed; say when the device is a new one."""
    _note(request, user, AccountsAct.SIGN_IN)
    if has_second_factor(user):
        request.session[SECOND_FACTOR_KEY] = VERIFIED
    known = is_known_device(request.COOKIES.get(settings.KNOWN_DEVICE_COOKIE_NAME, ""), user)
    request.device_to_remember = user
    if not known and not getattr(request, "is_first_sign_in", True):
        label = device_label(request.META.get("HTTP_USER_AGENT", ""))
        new_device_seen.send(sender=User, user=user, device=label, at=now())


@receiver(auth_signals.user_logged_out)
def note_sign_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """Keep a trace of a sign-out."""
    if user is not None:
        _note(request, user, AccountsAct.SIGN_OUT)


@receiver(factor_signals.authenticator_added)
def secure_account(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Mark this session as proved, and close those opened before the account was protected."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    request.session[SECOND_FACTOR_KEY] = VERIFIED
    # She has just shown it: her recovery codes open without asking for it again.
    record_authentication(
        request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
    )
    _note(request, user, AccountsAct.ADD_FACTOR)
    if not has_other_factor(user, authenticator):
        end_sessions(
            user=user, territory=getattr(request, "territory", None), keep=request.session.session_key or ""
        )
    second_factor_changed.send(sender=User, user=user, at=now())


@receiver(factor_signals.authenticator_removed)
def note_removal(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Keep a trace of a factor removed; without any left, the session is no longer proved."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    if not has_second_factor(user):
        request.session.pop(SECOND_FACTOR_KEY, None)
    _note(request, user, AccountsAct.REMOVE_FACTOR)
    second_factor_changed.send(sender=User, user=user, at=now())


@receiver(factor_signals.authenticator_reset)
def note_new_codes(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Keep a trace of recovery codes renewed."""
    _note(request, user, AccountsAct.RENEW_CODES)


@receiver(factor_signals.authenticator_used)
def mark_session(sender: Any, request: HttpRequest, user: User, reauthenticated: bool, **kwargs: Any) -> None:
    """Mark the session once its holder has proved her second factor again."""
    if reauthenticated:
        request.session[SECOND_FACTOR_KEY] = VERIFIED


@receiver(factor_signals.authentication_failed)
def note_wrong_code(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Keep a trace of a wrong code: somebody who has the first step tries the second."""
    _note(request, user, AccountsAct.FAIL_FACTOR)


@receiver([account_signals.password_set, account_signals.password_changed])
def note_password(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Keep a trace of a password changed."""
    _note(request, user, AccountsAct.CHANGE_PASSWORD)


@receiver(pre_save, sender=UserSession)
def keep_the_least(sender: Any, instance: UserSession, **kwargs: Any) -> None:
    """Keep of a session what its holder needs to recognize it: neither her address on the network nor more."""
    instance.ip = "0.0.0.0"  # noqa: S104 - nobody's address
    instance.user_agent = device_label(instance.user_agent)
