"""The components: one function each, whose signature declares the properties."""

from cite.ui.components import actions, amounts, data, forms, maps, text, timeline
from cite.ui.components.registry import COMPONENTS, Component

__all__ = ["COMPONENTS", "Component", "actions", "amounts", "data", "forms", "maps", "text", "timeline"]
