"""The offer of services made visible: what exists, where, for whom, and where it overlaps or lacks."""
