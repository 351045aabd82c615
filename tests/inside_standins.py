# Runs inside Pyodide (tests/test_runtime_standins.py starts it), since only its own Python can read its own library.
# Writes what every module of the archives asks of a stand-in, and which modules the engine imports anywhere.
import ast
import json
import os
import sys
import zipfile

PLACES = {"/lib/python314.zip/": "/build/library.zip", "/build/engine.zip/": "/build/engine.zip"}
STANDINS = "/scripts/standins"


def source_of(origin):
    for prefix, archive in PLACES.items():
        if origin.startswith(prefix):
            with zipfile.ZipFile(archive) as opened:
                return opened.read(origin.removeprefix(prefix))
    with open(origin, "rb") as file:
        return file.read()


def offered(path):
    """What a stand-in defines or passes on."""
    names = {"__name__", "__doc__", "__all__", "*"}
    with open(path, "rb") as file:
        body = ast.parse(file.read()).body
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.ImportFrom | ast.Import):
            names |= {alias.asname or alias.name for alias in node.names}
    return names


def stand_ins():
    found = {}
    for folder, _, files in os.walk(STANDINS):
        for file in files:
            if file.endswith(".py"):
                path = f"{folder}/{file}"
                name = path.removeprefix(STANDINS + "/").removesuffix(".py").replace("/", ".").removesuffix(".__init__")
                found[name] = offered(path)
    return found


def asked_of(tree, module):
    """Which names of a module a file asks for, however it was imported."""
    nodes = list(ast.walk(tree))
    called = {
        alias.asname or alias.name
        for node in nodes
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name == module
    }
    asked = {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in called
    }
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module == module and node.level == 0:
            asked |= {alias.name for alias in node.names}
    return asked


def imported_by(tree, package):
    """Every module that a file imports, also inside its functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield ".".join(filter(None, (package if node.level else "", node.module)))


with open("/build/closure.json", encoding="utf-8") as file:
    closure = json.load(file)
ours = stand_ins()
beyond = []
imports = set()
for part in ("core", "later"):
    for name, origin in closure[part].items():
        if name == "_ready":
            continue
        tree = ast.parse(source_of(origin))
        for module, names in ours.items():
            beyond += [f"{name}: {module}.{asked}" for asked in asked_of(tree, module) - names]
        if name.split(".")[0] == "secondtake":
            imports |= set(imported_by(tree, name.rpartition(".")[0] or name))
known = {*closure["core"], *closure["later"], *sys.builtin_module_names}
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump({"beyond": sorted(beyond), "elsewhere": sorted(imports - known)}, file)
