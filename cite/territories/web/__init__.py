"""Where people ask about an address, look at the map, and settle watch districts."""
