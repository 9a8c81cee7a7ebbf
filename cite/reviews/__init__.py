"""The review of pathways: a few situations looked at together, what is decided, and followed until done."""
