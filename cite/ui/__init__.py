"""The design system: layouts, components, forms, tables and maps, and a catalogue page that shows them all."""
