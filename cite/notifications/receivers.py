"""What messages follow: something to send wakes a worker."""

from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django_scopes import get_scope

from cite.accounts.models import User
from cite.accounts.signals import email_changed, new_device_seen, second_factor_changed
from cite.files.models import StoredFile
from cite.files.signals import file_condemned
from cite.jobs.enums import JobStatus
from cite.jobs.models import Job
from cite.notifications.notices import EMAIL_CHANGED, FILE_CONDEMNED, NEW_DEVICE, SECOND_FACTOR
from cite.notifications.operations import notify
from cite.notifications.signals import message_queued
from cite.notifications.tasks import send_messages


@receiver(message_queued)
def wake_a_worker(sender: Any, **kwargs: Any) -> None:
    """Enqueue the sending in the same transaction, once: a run sends everything that is due.

    A run that already started may have looked before this transaction commits: only one that waits will do.
    """
    if not Job.objects.filter(task_path=send_messages.module_path, status=JobStatus.WAITING).exists():
        send_messages.enqueue()


@receiver(new_device_seen)
def tell_of_a_new_device(sender: Any, user: User, device: str, at: datetime, **kwargs: Any) -> None:
    """Warn a person that her account was opened from a device not seen before."""
    notify(
        kind=NEW_DEVICE.key,
        territory=get_scope().get("territory"),
        to=user,
        fields={"device": device, "moment": _moment(at)},
        path=reverse("my-account"),
    )


@receiver(second_factor_changed)
def tell_of_a_changed_factor(sender: Any, user: User, at: datetime, **kwargs: Any) -> None:
    """Warn a person that a way to sign in to her account was added or removed."""
    notify(
        kind=SECOND_FACTOR.key,
        territory=get_scope().get("territory"),
        to=user,
        fields={"moment": _moment(at)},
        path=reverse("my-account"),
    )


@receiver(email_changed)
def tell_the_former_address(sender: Any, former: str, at: datetime, **kwargs: Any) -> None:
    """Warn whoever reads an address that it opens an account no more."""
    territory = get_scope().get("territory")
    contact = territory.contact_email if territory else ""
    notify(
        kind=EMAIL_CHANGED.key,
        territory=territory,
        address=former,
        fields={"moment": _moment(at), "contact": contact or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]},
    )


@receiver(file_condemned)
def tell_of_a_condemned_file(sender: Any, file: StoredFile, **kwargs: Any) -> None:
    """Tell whoever deposited a file that the antivirus refused it; never its name."""
    if file.owner is not None:
        notify(
            kind=FILE_CONDEMNED.key,
            territory=file.territory,
            to=file.owner,
            fields={"moment": _moment(file.created_at)},
            path=reverse("files:download", args=[file.uuid]),
            about=f"files.condemned:{file.uuid}",
        )


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "j F Y à H\u00a0\\h\u00a0i")
