"""The components, as template tags: `{% ui_badge label="Terminé" tone="success" %}`."""

from django import template

from cite.ui.components import COMPONENTS
from cite.ui.messages import undo_url

register = template.Library()
register.filter("undo_url", undo_url)

for _component in COMPONENTS.values():
    _component.register(register)
