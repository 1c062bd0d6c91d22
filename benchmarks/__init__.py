"""How fast the pages are, beside an empty page of the same server: `make bench`, or `python -m benchmarks`."""
