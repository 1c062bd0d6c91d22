from importlib import import_module

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "samenhang.initiatives"

    def ready(self) -> None:
        import_module("samenhang.initiatives.joining")
