"""Bytes in, plain dataclasses out, and the other way round; knows nothing of Django or of the application."""
