"""The form of a standing booking as a browser sends it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.pages.standing.views import StandingForm


class TypedStanding(BaseModel):
    """What stands in the fields; long enough for anybody who types, and no longer."""

    model_config = ConfigDict(extra="ignore")

    standing_id: str = Field(default="", max_length=64)
    etag: str = Field(default="", max_length=20)
    resident_id: str = Field(default="", max_length=64)
    from_stop: str = Field(default="", max_length=64)
    from_stop_text: str = Field(default="", max_length=200)
    to_stop: str = Field(default="", max_length=64)
    to_stop_text: str = Field(default="", max_length=200)
    day: str = Field(default="", max_length=80)
    time: str = Field(default="", max_length=80)
    mode: Literal["arrive_by", "depart_at"] = "arrive_by"
    back: str = Field(default="", max_length=80)
    every: int = Field(default=1, ge=1, le=52)
    until: str = Field(default="", max_length=80)
    holidays: bool = False
    activity_id: str = Field(default="", max_length=64)
    shown: str = Field(default="", max_length=64)

    def as_view(self) -> StandingForm:
        """Return the form as it is shown again."""
        return StandingForm(
            standing_id=self.standing_id,
            etag=self.etag,
            resident_id=self.resident_id,
            from_stop=self.from_stop,
            from_text=self.from_stop_text,
            to_stop=self.to_stop,
            to_text=self.to_stop_text,
            day=self.day,
            time=self.time,
            mode=self.mode,
            back=self.back,
            every=str(self.every),
            until=self.until,
            holidays=self.holidays,
            activity_id=self.activity_id,
            shown=self.shown,
        )
