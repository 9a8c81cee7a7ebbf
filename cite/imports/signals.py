"""What imports announce."""

from django.dispatch import Signal

columns_confirmed = Signal()  # draft: the person confirmed its columns, in the transaction that does so
