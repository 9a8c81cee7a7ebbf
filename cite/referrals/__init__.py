"""From somebody to somebody: people whom relays introduce, and people referred to a service, until the real answer."""
