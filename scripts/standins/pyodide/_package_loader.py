"""Stand-in for the loader of packages: the archive holds all there is, so only the two places are named."""


class _Place:
    """Not a text, since Pyodide's script calls `__str__` on it and a text would have become JavaScript's own."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __str__(self) -> str:
        """Give the path."""
        return self._path


SITE_PACKAGES = _Place("/lib/site-packages")
DSO_DIR = _Place("/usr/lib")


def init_loaded_packages() -> None:
    """Do nothing: no package is loaded."""
