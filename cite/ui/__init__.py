"""The design system: layouts, components, forms, tables, maps, and a catalogue page that shows them."""
