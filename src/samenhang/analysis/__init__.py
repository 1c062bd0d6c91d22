"""Pure algorithms: no Django, no input or output, the same answer for the same question."""
