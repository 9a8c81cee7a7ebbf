"""The lives of the directory, as tables: from, to, who."""

from cite.accounts.enums import CO_PILOTS, Role
from cite.core.workflow import Workflow, arrow
from cite.directory.enums import ServiceState as S
from cite.directory.enums.callbacks import CallbackState as C
from cite.directory.enums.imports import ImportState as I

WRITERS = frozenset({Role.CARRIER, Role.LEGAL_REPRESENTATIVE, Role.PRESCRIBER, Role.EMPLOYER})
"""Who writes the sheets of the organization they act for; so do its administrators."""
MODERATORS = CO_PILOTS | {Role.COORDINATOR}
"""Who reads sheets before the public does."""
EITHER = WRITERS | MODERATORS

SERVICE = Workflow(
    states=tuple(S),
    transitions=(
        arrow("take", S.SUGGESTED, S.DRAFT, MODERATORS),  # for the organization that will write it
        arrow("dismiss", S.SUGGESTED, S.ARCHIVED, MODERATORS),  # with a reason
        arrow("submit", S.DRAFT, S.SUBMITTED, EITHER),
        arrow("take_back", S.SUBMITTED, S.DRAFT, EITHER),
        arrow("publish", S.SUBMITTED, S.PUBLISHED, MODERATORS),
        arrow("return", S.SUBMITTED, S.DRAFT, MODERATORS),  # with a reason
        arrow("archive", (S.DRAFT, S.SUBMITTED, S.PUBLISHED), S.ARCHIVED, EITHER),
        arrow("reopen", S.ARCHIVED, S.DRAFT, EITHER),
    ),
)
WRITABLE = frozenset({S.DRAFT, S.SUBMITTED, S.PUBLISHED})
"""Where a sheet may be written; a published one stays visible, and is read again."""

IMPORT = Workflow(
    states=tuple(I),
    transitions=(
        arrow("begin", (I.WAITING, I.RUNNING), I.RUNNING),  # again, where a worker was killed
        arrow("finish", I.RUNNING, I.DONE),
        arrow("fail", (I.WAITING, I.RUNNING), I.FAILED),
    ),
)

CALLBACK = Workflow(
    states=tuple(C),
    transitions=(
        arrow(
            "no_answer", (C.WAITING, C.AGAIN), C.AGAIN
        ),  # by whoever is on duty in the district, twice at most
        arrow("note", (C.WAITING, C.AGAIN), C.CLOSED),  # by whoever is on duty; the number is erased
        arrow("cancel", (C.WAITING, C.AGAIN), C.CLOSED),  # by the resident, with her code
        arrow("expire", (C.WAITING, C.AGAIN), C.CLOSED),  # after thirty days
    ),
)
