"""Start a program that outlives its parent; run as a script, it prints the new process's id.

Usage: ``python detach.py LOG_FILE FOLDER PROGRAM [ARGUMENT ...]``
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main(arguments: list[str]) -> None:
    """Start the program in a session of its own, its output in the log, nothing on its input."""
    log, folder, *command = arguments
    with Path(log).open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    sys.stdout.write(f"{process.pid}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
