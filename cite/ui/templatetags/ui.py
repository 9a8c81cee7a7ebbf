"""The components, as template tags: `{% ui_badge label="Terminé" tone="success" %}`; and what stays in French."""

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cite.core.languages import FRENCH
from cite.core.speaking import spoken
from cite.core.typography import typeset
from cite.ui.components import COMPONENTS
from cite.ui.messages import undo_url

register = template.Library()
register.filter("undo_url", undo_url)
register.filter("typeset", typeset)

for _component in COMPONENTS.values():
    _component.register(register)


class InFrench(template.Node):
    """A part that no catalogue translates: written in French, and declared so in a page of another language."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Write it."""
        with translation.override(FRENCH.code):
            content = self.nodelist.render(context)
        if spoken().is_french:
            return content
        return format_html('<div class="ui-text" lang="fr" dir="ltr">{}</div>', content)


@register.tag
def in_french(parser: Parser, token: Token) -> InFrench:
    """Keep a part of a translated page in French: `{% in_french %}…{% endin_french %}`."""
    nodelist = parser.parse(("endin_french",))
    parser.delete_first_token()
    return InFrench(nodelist)
