from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "samenhang.site"
    label = "samenhang_site"
