"""Every message that any application declares can be written, read and proof-read."""

import pytest

from cite.notifications.enums import Channel
from cite.notifications.ports import all_notices
from cite.notifications.queries import BODY_MAX, SMS_MAX_SEGMENTS, Texts, preview
from cite.notifications.rules.texts import ALWAYS_THERE, FIELD, SUBJECT_MAX, fields_of

KINDS = all_notices()


@pytest.mark.parametrize("kind", KINDS, ids=[kind.key for kind in KINDS])
def test_a_message_is_ready_to_leave(kind):
    texts = Texts(str(kind.subject), str(kind.body), str(kind.sms))
    whole = f"{texts.subject}\n{texts.body}\n{texts.sms}"
    assert fields_of(whole) <= {*kind.fields, *ALWAYS_THERE}
    assert not set("{}") & set(FIELD.sub("", whole)), "an accolade that is no field"
    assert len(texts.subject) <= SUBJECT_MAX and "\n" not in texts.subject
    assert texts.subject and texts.body and len(texts.body) <= BODY_MAX
    assert kind.label and kind.category
    assert not set(kind.fields) & set(ALWAYS_THERE)
    shown = preview(kind, texts, None)
    assert shown.segments <= SMS_MAX_SEGMENTS
    assert bool(texts.sms) == (Channel.SMS in kind.channels), "an SMS needs its text, and its channel"
    assert "'" not in texts.body.replace("{", ""), "typographic apostrophes"


def test_keys_say_whose_message_it_is():
    assert all("." in kind.key and kind.key == kind.key.lower() for kind in KINDS)
    assert len({kind.key for kind in KINDS}) == len(KINDS)
