"""Stand-in: Pyodide imports this package to be ready for a promise, and the engine never waits for one."""
