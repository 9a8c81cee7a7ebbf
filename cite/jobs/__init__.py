"""Background work that survives a crash: jobs under a lease, progress, retries, periodic tasks."""
