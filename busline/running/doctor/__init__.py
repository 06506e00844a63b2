"""``busline doctor``: what is well with an installation, what is not, and what to do about it."""

from busline.running.doctor.examine import examine
from busline.running.doctor.finding import Finding, State
from busline.running.doctor.show import show_findings

__all__ = ["Finding", "State", "examine", "show_findings"]
