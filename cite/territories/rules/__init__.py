"""What the law and the territory say, as pure functions: no database, no network, no clock."""
