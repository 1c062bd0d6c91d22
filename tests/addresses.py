"""Every address of the product, as Django's resolver knows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Address:
    """A place to ask; `name` is how the code calls it, or its route where it has no name."""

    name: str
    route: str
    arguments: tuple[str, ...]

    def url(self, values: dict[str, Any]) -> str:
        if self.name.startswith("/"):
            return self.name
        return reverse(self.name, kwargs={name: values[name] for name in self.arguments})


def addresses() -> dict[str, Address]:
    """By name. Several routes with one name and the same arguments are one address."""
    return {address.name: address for address in walk(get_resolver())}


def walk(
    resolver: URLResolver, namespace: str = "", route: str = "", arguments: tuple[str, ...] = ()
) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        path = route + str(entry.pattern)
        named = (*arguments, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            yield Address(namespace + entry.name if entry.name else f"/{path}", path, named)
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry, inner, path, named)
