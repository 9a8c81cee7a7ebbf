"""The lives of introductions and of referrals, as tables: from, to, who."""

from cite.accounts.enums import Role
from cite.core.workflow import Workflow, arrow
from cite.referrals.enums.introductions import IntroductionState as I
from cite.referrals.enums.referrals import ReferralState as S

PRESCRIBERS = frozenset({Role.PRESCRIBER, Role.COORDINATOR})
"""Who refers people, and calls those whom relays introduce."""
RECEIVERS = PRESCRIBERS | {Role.CARRIER, Role.LEGAL_REPRESENTATIVE, Role.EMPLOYER}
"""Who answers for the structure of a service; so does whoever holds the link."""
HELD = (S.ACCEPTED, S.APPOINTED)

REFERRAL = Workflow(
    states=tuple(S),
    transitions=(
        arrow("accept", S.SENT, S.ACCEPTED, RECEIVERS),
        arrow("appoint", (S.SENT, *HELD, S.MISSED), S.APPOINTED, RECEIVERS),
        arrow("refuse", (S.SENT, *HELD), S.REFUSED, RECEIVERS),  # with a reason of the list
        arrow("done_by_phone", (S.SENT, *HELD), S.DONE_BY_PHONE, RECEIVERS),
        arrow("note_met", (*HELD, S.MISSED), S.MET, RECEIVERS),
        arrow("note_missed", (*HELD, S.MISSED), S.MISSED, RECEIVERS),
        arrow("cancel", (S.SENT, *HELD, S.MISSED), S.CANCELED, PRESCRIBERS),
        arrow(
            "decline", (S.SENT, *HELD, S.MISSED), S.DECLINED, PRESCRIBERS
        ),  # or the person, who stops the sharing
        # canceled by mistake, soon after: it goes on from where it was, which its events say (`state_before`)
        *(arrow("resume", S.CANCELED, each, PRESCRIBERS) for each in (S.SENT, *HELD, S.MISSED)),
        arrow("expire", S.SENT, S.EXPIRED),  # the machine, apart from refusals
    ),
)
OPEN = frozenset({S.SENT, *HELD, S.MISSED})
"""Where something is still awaited: the person may be called, the link serves."""
FOLLOWED = frozenset({*HELD, S.MET, S.MISSED, S.DONE_BY_PHONE})
"""Where what came of it is asked, twice after the answer."""

UNREACHED = (I.TAKEN, I.CALLED)
"""Where somebody took her in charge and nobody has spoken with her yet."""
INTRODUCTION = Workflow(
    states=tuple(I),
    transitions=(
        arrow("take", I.WAITING, I.TAKEN, PRESCRIBERS),
        arrow("release", UNREACHED, I.WAITING, PRESCRIBERS),  # somebody else will do better
        arrow("no_answer", UNREACHED, I.CALLED, PRESCRIBERS),
        arrow("reach", UNREACHED, I.REACHED, PRESCRIBERS),
        arrow("meet", (*UNREACHED, I.REACHED), I.MET, PRESCRIBERS),
        arrow("give_up", UNREACHED, I.UNREACHED, PRESCRIBERS),
        arrow("not_wanted", (*UNREACHED, I.REACHED), I.NOT_WANTED, PRESCRIBERS),
        arrow("expire", (I.WAITING, *UNREACHED, I.REACHED), I.EXPIRED),
    ),
)
OVER = frozenset({I.MET, I.UNREACHED, I.NOT_WANTED, I.EXPIRED})
"""Where an introduction keeps nobody: first name, telephone and words are erased."""
