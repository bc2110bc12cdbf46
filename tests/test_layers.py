"""Imports point one way, and every file has its place."""

import ast
from pathlib import Path

import onrecord

SOURCE = Path(onrecord.__file__).parent
LAYERS = [
    {"errors"},
    {"records"},
    {"syntax", "drafts"},
    {"config", "standing", "codebooks", "expressions"},
    {"judged"},
    {"corrections"},
    {"articles", "statements", "events", "claims", "incidents", "store"},
    {"flow", "overviews", "succession", "superseding"},
    {"forgetting"},
    {"merger"},
    {"redating"},
    {"workers", "judging", "reviewing", "deciding_lines"},
    {"record"},
    {"wording"},
    {"web"},
    {"cli"},
]
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}
OUTSIDE = {"__init__", "__main__", "version"}


def room_of(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            names = [f"{module}.{a.name}" for a in node.names] if module == "onrecord" else [module]
        rooms |= {name.split(".")[1] for name in names if name.startswith("onrecord.")}
    return rooms - OUTSIDE


def source_files() -> list[Path]:
    return [p for p in sorted(SOURCE.rglob("*.py")) if room_of(p) not in OUTSIDE]


def test_every_file_has_a_place() -> None:
    assert [str(p) for p in source_files() if room_of(p) not in LEVEL] == []


def test_imports_point_one_way() -> None:
    wrong = [
        f"{path.relative_to(SOURCE)} imports {room}"
        for path in source_files()
        for room in imported_rooms(path)
        if room != room_of(path) and LEVEL[room] >= LEVEL[room_of(path)]
    ]
    assert wrong == []


def test_no_file_is_two_ideas() -> None:
    long = [str(p) for p in source_files() if len(p.read_text(encoding="utf-8").splitlines()) > 400]
    assert long == []
