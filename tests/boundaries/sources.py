"""The product's own sources, read as syntax trees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def sources() -> dict[str, str]:
    """Return the text of every Python file of the product, by its path."""
    files = [path for folder in ("chat", "chatsite") for path in sorted((ROOT / folder).rglob("*.py"))]
    return {str(path.relative_to(ROOT)): path.read_text() for path in files if "migrations" not in path.parts}


def trees(*prefixes: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield the syntax tree of each file below these prefixes."""
    for path, text in sources().items():
        if path.startswith(prefixes or ""):
            yield path, ast.parse(text)


def names(tree: ast.AST) -> set[str]:
    """Return every name that the code mentions: variables, attributes, imports. Comments and strings do not count."""
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    found |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {part for alias in node.names for part in alias.name.split(".")}
    return found


def imports(tree: ast.AST) -> set[str]:
    """Return the modules that the code imports, and what it imports from them, as dotted names."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def where(name: str) -> set[str]:
    """Return the files whose code mentions this name."""
    return {path for path, tree in trees() if name in names(tree)}
