"""Stand-in for Pyodide's package without its event loop: the engine answers at once and awaits nothing."""

__version__ = "@VERSION@"
