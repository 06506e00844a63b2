"""How a van is shown."""

from api.common import Shown
from busline.nouns import Layout


class VanCard(Shown):
    """A van and the ways in which its floor can be set up."""

    id: str
    name: str
    plate: str
    base_stop_id: str
    layouts: list[Layout]
    active: bool
