"""The worker of background jobs, and its command."""
