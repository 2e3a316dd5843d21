"""The reference of the Python interface as pages of Markdown, read from the source.

Nothing is run for it. A room's page shows what its `__all__` names: functions with their
signature, classes with their fields and methods, each under its docstring. Rooms whose package
names nothing are shown module by module.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
ROOMS = (
    "conflict", "stability", "settlement", "record", "access", "reading", "talks", "agreement",
    "journal", "charts", "casebook", "tables",
)  # fmt: skip
_WIDE = 88


@dataclass(frozen=True, slots=True)
class Module:
    """A module's tree, the names it offers, and where each imported name comes from."""

    name: str
    tree: ast.Module
    offered: tuple[str, ...]
    imported: dict[str, str]

    @classmethod
    def of(cls, name: str) -> Module | None:
        path = SOURCE.joinpath(*name.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if not file.is_file():
            return None
        tree = ast.parse(file.read_text("utf-8"))
        offered: tuple[str, ...] = ()
        imported: dict[str, str] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                imported |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
            elif isinstance(node, ast.Assign) and _names(node) == ["__all__"]:
                offered = tuple(ast.literal_eval(node.value))
        return cls(name, tree, offered, imported)

    def found(self, name: str) -> tuple[Module, ast.stmt] | Module | None:
        """Where a name is defined: a statement of a module, or a module itself."""
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name:
                return self, node
            if isinstance(node, ast.Assign | ast.AnnAssign) and name in _names(node):
                return self, node
        if name in self.imported:
            whole = self.imported[name]
            module, _, own = whole.rpartition(".")
            behind = Module.of(whole)
            if behind is not None:
                return behind
            there = Module.of(module)
            return there.found(own) if there and there.name != self.name else None
        return None


def _names(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def pages() -> dict[str, str]:
    """Each page's path in the site, and its text."""
    made = {f"docs/api/{room}.md": page(room) for room in ROOMS}
    lines = ["# Python interface", "", "Read from the source as it stands, room by room.", ""]
    for room in ROOMS:
        module = Module.of(f"goodoffices.{room}")
        head = (ast.get_docstring(module.tree) or "") if module else ""
        lines.append(f"- [`goodoffices.{room}`]({room}.md). {_first(head)}")
    return {"docs/api/index.md": "\n".join(lines) + "\n", **made}


def page(room: str) -> str:
    top = Module.of(f"goodoffices.{room}")
    if top is None:
        raise FileNotFoundError(room)
    parts = [f"# goodoffices.{room}", "", ast.get_docstring(top.tree) or "", ""]
    if top.offered:
        for name in top.offered:
            parts += shown(top, name, 2)
    else:
        folder = SOURCE / "goodoffices" / room
        for path in sorted(folder.rglob("*.py")):
            inner = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
            module = Module.of(inner.removesuffix(".__init__"))
            if module is not None and module.offered and module.name != top.name:
                parts += module_part(module, 2)
    return "\n".join(parts).rstrip() + "\n"


def module_part(module: Module, level: int) -> list[str]:
    parts = [f"{'#' * level} {module.name}", "", ast.get_docstring(module.tree) or "", ""]
    for name in module.offered:
        parts += shown(module, name, level + 1)
    return parts


def shown(module: Module, name: str, level: int) -> list[str]:
    found = module.found(name)
    if found is None:
        raise LookupError(f"{module.name}.{name} is offered and not there")
    if isinstance(found, Module):
        return module_part(found, level)
    home, node = found
    head = [f"{'#' * level} {name}", ""]
    if isinstance(node, ast.FunctionDef):
        return [*head, *_code(_signature(node)), ast.get_docstring(node) or "", ""]
    if isinstance(node, ast.ClassDef):
        return [*head, *_class(node)]
    value = ast.unparse(node)
    words = _said_after(home.tree.body, node)
    return [*head, *_code(value if len(value) <= _WIDE else f"{value[: _WIDE - 1]}…"), words, ""]


def _class(node: ast.ClassDef) -> list[str]:
    bases = ", ".join(ast.unparse(base) for base in node.bases)
    head = f"class {node.name}({bases})" if bases else f"class {node.name}"
    parts = [*_code(head), ast.get_docstring(node) or "", ""]
    fields, told, methods = [], [], []
    for one in node.body:
        if isinstance(one, ast.AnnAssign | ast.Assign) and not _names(one)[0].startswith("_"):
            fields.append(ast.unparse(one))
            words = _said_after(node.body, one)
            told += [f"- `{_names(one)[0]}`: {words}"] if words else []
        elif isinstance(one, ast.FunctionDef) and not one.name.startswith("_"):
            methods += [*_code(_signature(one)), ast.get_docstring(one) or "", ""]
    return [*parts, *(_code("\n".join(fields)) if fields else ()), *told, "", *methods]


def _said_after(body: list[ast.stmt], node: ast.stmt) -> str:
    """The words that stand below a name in the source."""
    after = body[body.index(node) + 1 : body.index(node) + 2]
    if after and isinstance(after[0], ast.Expr) and isinstance(after[0].value, ast.Constant):
        return " ".join(str(after[0].value.value).split())
    return ""


def _signature(node: ast.FunctionDef) -> str:
    back = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    marks = {ast.unparse(one) for one in node.decorator_list}
    if marks & {"property", "cached_property", "functools.cached_property"}:
        return f"{node.name}{back.replace(' ->', ':')}"
    whole = f"{node.name}({ast.unparse(node.args)}){back}"
    if len(whole) <= _WIDE:
        return whole
    given = ast.unparse(node.args).split(", ")
    return f"{node.name}(\n    " + ", ".join(given) + f"\n){back}"


def _code(words: str) -> list[str]:
    return ["```text", *words.splitlines(), "```", ""]


def _first(words: str) -> str:
    return " ".join(words.partition("\n\n")[0].split())
