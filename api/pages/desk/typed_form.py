"""The desk's form as a browser sends it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.pages.desk.views import BookingForm
from busline.nouns import Aid


class TypedForm(BaseModel):
    """What stands in the fields; long enough for anybody who types, and no longer."""

    model_config = ConfigDict(extra="ignore")

    resident_id: str = Field(default="", max_length=64)
    from_stop: str = Field(default="", max_length=64)
    from_stop_text: str = Field(default="", max_length=200)
    to_stop: str = Field(default="", max_length=64)
    to_stop_text: str = Field(default="", max_length=200)
    day: str = Field(default="", max_length=80)
    time: str = Field(default="", max_length=80)
    mode: Literal["arrive_by", "depart_at"] = "arrive_by"
    back: str = Field(default="", max_length=80)
    aid: Aid = Aid.NONE
    companions: str = Field(default="0", max_length=2)
    activity_id: str = Field(default="", max_length=64)
    replaces: str = Field(default="", max_length=140)
    instead_of: str = Field(default="", max_length=64)
    # When the caller phoned, where the ride was written on paper first.
    from_paper: bool = False
    called: str = Field(default="", max_length=80)
    # Times that work instead of refused ones, where one of their buttons sent the form.
    instead_out: str = Field(default="", max_length=20)
    instead_back: str = Field(default="", max_length=20)

    def as_view(self) -> BookingForm:
        """Return the form as it is shown again."""
        return BookingForm(
            resident_id=self.resident_id,
            from_stop=self.from_stop,
            from_text=self.from_stop_text,
            to_stop=self.to_stop,
            to_text=self.to_stop_text,
            day=self.day,
            time=self.instead_out or self.time,
            mode="depart_at" if self.instead_out else self.mode,
            back=self.instead_back or self.back,
            aid=self.aid.value,
            companions=self.companions,
            activity_id=self.activity_id,
            replaces=self.replaces,
            instead_of=self.instead_of,
            from_paper=self.from_paper,
            called=self.called,
        )
