"""Which organization is asked to sign which text."""

import pytest

from cite.actors.enums import CommitmentKind as C
from cite.actors.enums import LegalForm as F
from cite.actors.enums import OrganizationKind as K
from cite.actors.rules.commitments import is_concerned

CHARTER, ASSOCIATIONS, AUTHORITIES = (
    C.PARTNERSHIP_CHARTER,
    C.REPUBLICAN_COMMITMENT,
    C.REPUBLICAN_VALUES,
)


@pytest.mark.parametrize(
    ("form", "kind", "asked"),
    [
        (F.ASSOCIATION, K.SOCIAL_CENTER, {CHARTER, ASSOCIATIONS}),
        (F.UNKNOWN, K.SOCIAL_CENTER, {CHARTER, ASSOCIATIONS}),
        (F.LOCAL_AUTHORITY, K.COMMUNE, {CHARTER, AUTHORITIES}),
        (F.UNKNOWN, K.METROPOLE, {CHARTER, AUTHORITIES}),
        (F.UNKNOWN, K.PREFECTURE, {CHARTER}),
        (F.UNKNOWN, K.DDETS, {CHARTER}),
    ],
)
def test_each_is_asked_its_own_texts(form, kind, asked):
    texts = (CHARTER, ASSOCIATIONS, AUTHORITIES)
    assert {text for text in texts if is_concerned(text, form, kind)} == asked
