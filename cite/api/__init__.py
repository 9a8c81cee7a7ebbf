"""The public and partner API, versioned."""
