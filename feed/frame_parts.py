"""What every frame of the server is. PURE."""

from pydantic import BaseModel, ConfigDict


class Frame(BaseModel):
    """From server to client. Fields that are None are not sent."""

    model_config = ConfigDict(extra="forbid", frozen=True)
