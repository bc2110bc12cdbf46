"""The command as a test runs it: words in, what a user would see out."""

import subprocess
from collections.abc import Callable

Run = Callable[..., "subprocess.CompletedProcess[str]"]
