"""The examples of `examples_deciding.py`, with those of residents, referrals and pathways."""

from tests.house import examples_deciding
from tests.house.examples import Example, of, who

SHARED_WITH = who("own_administrator", "own_member")
"""The people of the organization with which the person of the world shares her file."""

_PATHWAY = "parcours/<uuid:uuid>/"
_PERSON = "habitants/<uuid:uuid>/"
EXAMPLES = examples_deciding.EXAMPLES | {
    _PERSON: Example(of("resident"), SHARED_WITH),
    _PATHWAY: Example(of("pathway"), SHARED_WITH),
}
