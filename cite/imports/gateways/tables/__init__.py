"""Tables as people have them, CSV of any shape, XLSX, ODS: read, and given back in the same shape."""

from cite.imports.gateways.tables.base import Limits, Row, Table, UnreadableTable
from cite.imports.gateways.tables.reading import read_table
from cite.imports.gateways.tables.writing import TableWriter, write_table

__all__ = ["Limits", "Row", "Table", "TableWriter", "UnreadableTable", "read_table", "write_table"]
