"""The product: one application per thing people say in a meeting."""
