"""Signs that a pathway may break, told with their reasons; a person looks, decides and closes."""
