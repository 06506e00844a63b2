"""How much memory a process has taken, where the system tells."""

from pathlib import Path

PROC = Path("/proc")
KIB_PER_MIB = 1024


def peak_mib(pid: int) -> float | None:
    """Return the most memory that a process ever had in use, in MiB; None where nobody can tell."""
    try:
        lines = (PROC / str(pid) / "status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    peaks = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
    return round(int(peaks[0]) / KIB_PER_MIB, 1) if peaks else None


def children_of(pid: int) -> list[int]:
    """Return the ids of the processes that a process has started and that still run."""
    found = []
    for status in PROC.glob("[0-9]*/stat"):
        try:
            # The name in brackets may hold anything: what counts comes after the last bracket.
            parent = int(status.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue  # it has just ended
        if parent == pid:
            found.append(int(status.parent.name))
    return sorted(found)
