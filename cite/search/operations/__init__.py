"""Changes to the index of texts."""

from cite.search.operations.indexing import Indexed, forget_documents, index_documents, rebuild_index

__all__ = ["Indexed", "forget_documents", "index_documents", "rebuild_index"]
