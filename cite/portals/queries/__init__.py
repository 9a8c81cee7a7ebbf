"""What the portals read: the home page, the guide, the help, the problems reported, the health of the service."""
