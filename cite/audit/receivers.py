"""What the journal hears: acts of operations, and people who fail to enter."""

from typing import Any

from allauth.account.signals import login_code_rejected
from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from cite.accounts.models import User
from cite.audit.enums import AuditAct
from cite.audit.operations import add_entries
from cite.core.journal import Act, act_recorded


@receiver(act_recorded)
def keep_act(act: Act, **kwargs: Any) -> None:
    """Write an act down in the transaction of its operation."""
    add_entries(acts=[act])


@receiver(user_login_failed)
def keep_failed_sign_in(
    credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Write down that somebody tried to enter; an address that is nobody's stays out of the journal."""
    address = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    user = User.objects.filter(email=address).first() if address else None
    _keep_failure(request, user)


@receiver(login_code_rejected)
def keep_wrong_code(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Write down a wrong code."""
    _keep_failure(request, user)


def _keep_failure(request: HttpRequest | None, user: User | None) -> None:
    # `by` stays empty: who tried is precisely what nobody knows.
    act = Act(action=str(AuditAct.FAIL_SIGN_IN), person=user, territory=getattr(request, "territory", None))
    add_entries(acts=[act])
