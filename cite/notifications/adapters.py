"""What awaits people because of messages, for the home page."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.notifications.enums import MessageState
from cite.notifications.permissions import NEEDS_SOMEBODY
from cite.notifications.queries import outbox_counts
from cite.ui.waiting import Waiting


def stuck_messages(request: HttpRequest) -> Iterator[Waiting]:
    """Tell whoever watches the outbox what failed, and which SMS may have left."""
    counts = outbox_counts(request.user, request.territory, only=NEEDS_SOMEBODY)
    details = {
        MessageState.FAILED: _("Lisez la raison, puis renvoyez ou abandonnez."),
        MessageState.UNCERTAIN: _("Demandez à la personne avant de renvoyer."),
    }
    for state, count in counts.items():
        if count:
            labels = {
                MessageState.FAILED: ngettext(
                    "%(count)s message n’a pas pu partir", "%(count)s messages n’ont pas pu partir", count
                ),
                MessageState.UNCERTAIN: ngettext(
                    "%(count)s SMS est peut-être arrivé", "%(count)s SMS sont peut-être arrivés", count
                ),
            }
            yield Waiting(
                label=labels[state] % {"count": count},
                url=f"{reverse('notifications:outbox')}?etat={state.value}",
                detail=details[state],
                count=count,
            )
