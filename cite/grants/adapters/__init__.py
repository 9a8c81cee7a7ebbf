"""What the call for projects plugs into the applications below: search, waiting things, imports, files."""
