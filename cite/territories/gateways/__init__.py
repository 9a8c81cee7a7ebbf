"""The outside world: official files, address index, online geocoder."""
