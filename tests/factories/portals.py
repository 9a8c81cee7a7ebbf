"""Problems reported, for the tests."""

from itertools import count

from cite.accounts.models import User
from cite.portals.models import ProblemReport
from cite.portals.operations import report_problem
from cite.tenancy.models import Territory

_NUMBERS = count(1)


def make_problem(territory: Territory, by: User | None = None, email: str = "") -> ProblemReport:
    """A page that did not do what somebody wanted."""
    return report_problem(
        territory=territory,
        by=by,
        email=email,
        path="/listes/adresses/",
        wanted="Faire vérifier ma liste",
        happened=f"La page est restée blanche. Essai {next(_NUMBERS)}.",
    )
