"""JSON under ``/api/v1``: one blueprint per noun."""
