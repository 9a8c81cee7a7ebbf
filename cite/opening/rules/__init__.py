"""What makes an opening possible, and a Cité fit for real residents."""
