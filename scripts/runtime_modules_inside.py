# Runs inside the page's Python as `sitecustomize`, which Python itself imports when it starts (scripts/runtime_pack.py
# puts it there): finds every other module in one piece of the archive. Looking each up in the archive's directory and
# opening it by its name took longer than running it.
import marshal
import sys

TYPE_CHECKING = False  # typing itself is among the modules to be found
if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any

archive: Any = __spec__.loader  # what has found this very file
# Name to whether it is a package, and its code. What has been loaded is taken out, so that its code is held once.
modules: dict[str, tuple[bool, bytes]]
modules = marshal.loads(archive.get_data(f"{archive.archive}/modules"))  # noqa: S302  the build has written it


class Modules:
    """Finder and loader of these modules."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> "ModuleSpec | None":
        """Say where a module is, as the archive itself would."""
        if name not in modules:
            return None
        package = modules[name][0]
        place = f"{archive.archive}/{name.replace('.', '/')}"
        origin = f"{place}/__init__.pyc" if package else f"{place}.pyc"
        spec: ModuleSpec = type(__spec__)(name, self, origin=origin, is_package=package)  # type: ignore[arg-type]
        spec.has_location = True
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(place)
        return spec

    def create_module(self, spec: "ModuleSpec") -> None:
        """Leave it to Python."""

    def exec_module(self, module: "ModuleType") -> None:
        """Run its code."""
        name = module.__spec__.name if module.__spec__ else module.__name__
        exec(marshal.loads(modules[name][1]), module.__dict__)  # noqa: S102, S302
        del modules[name]

    def get_data(self, path: str) -> bytes:
        """Read a file that lies beside a module."""
        found: bytes = archive.get_data(path)
        return found


sys.meta_path.insert(0, Modules())
