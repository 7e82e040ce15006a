"""What an import can become, one module each."""
