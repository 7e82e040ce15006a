"""How much a choice hangs on weights, methods and chance."""
