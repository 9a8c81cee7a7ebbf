"""Files of other directories, and the standard they follow."""

from cite.directory.gateways.inclusion import Record, UnreadableFile, read_records

__all__ = ["Record", "UnreadableFile", "read_records"]
