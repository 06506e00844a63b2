"""Who sits at the machine when a command changes or reads something."""

import getpass


def whoami() -> str:
    """Return who the history says it was: “shell:” and the login on this machine."""
    try:
        return f"shell:{getpass.getuser()}"
    except (KeyError, OSError):
        return "shell"
