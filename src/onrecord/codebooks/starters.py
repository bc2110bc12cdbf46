"""Files for a user to begin with: a codebook and an actor file, with comments that say what may stand in them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from onrecord.errors import SettingError

_HERE = Path(__file__).parent


def write_starter(kind: Literal["codebook", "actors"], path: Path) -> None:
    """Write the starter file to `path`. Raises SettingError where something is there or it cannot be written."""
    text = (_HERE / f"starter_{kind}.toml").read_text(encoding="utf-8").replace("THIS_FILE", str(path))
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise SettingError(f"{path} is there already; give another name, so that nothing of yours is lost.") from error
    except OSError as error:
        raise SettingError(f"{path} cannot be written ({error.strerror}).") from error
