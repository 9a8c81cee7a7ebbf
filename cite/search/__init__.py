"""Ctrl-K on every page, across what each application lets a person see; and the index of texts.

An application declares its documents (`ports.register_searchable`), writes what it publishes
(`operations.index_documents`, `forget_documents`), and asks in everyday words (`queries.matching.matching`,
`queries.suggestions.suggestions`).
"""
