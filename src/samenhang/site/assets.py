"""The files browsers fetch, under names that change with their content."""

from servestatic.storage import CompressedManifestStaticFilesStorage


class Assets(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names a module by its content inside the modules that import it, too: an upgrade never mixes old and new."""

    support_js_module_import_aggregation = True
