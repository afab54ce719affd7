"""The two sockets: a room's, for trainees, and a session's, for staff.

Connect, authorise, parse, call, forward.
"""

import logging
import time
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from pydantic import TypeAdapter

from exercises.access import AccessDenied
from exercises.sessions import Refused

from . import actions, frames, presence
from .frames import Done, Error, Malformed, encode, parse
from .hub import Client, hub
from .pace import Pace
from .transport import text_frame

logger = logging.getLogger(__name__)

MALFORMED = 20  # messages that make no sense, after which the socket closes
HELLO_WITHIN = 10.0  # s


class SocketConsumer(AsyncWebsocketConsumer):
    """What both sockets have in common.

    A close before accept reaches a browser as 1006: accept, then close with the code.
    """

    channel_layer_alias = "none"  # the hub listens to the layer for all sockets of the process
    messages: TypeAdapter[Any]

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Without Channels' look at old database connections: database_sync_to_async does that."""
        handler = getattr(self, message["type"].replace(".", "_"))
        await handler(message)

    async def connect(self) -> None:
        self.client: Client | None = None
        self.pace = Pace()
        self.faults = 0
        self.lang = _language(self.scope)
        await self.accept()
        try:
            await self.enter()
        except AccessDenied as denied:
            await self.close(denied.code)
            return
        presence.expect_hello(self, HELLO_WITHIN)

    async def enter(self) -> None:
        """Finds out who is there. Raises AccessDenied."""
        raise NotImplementedError

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if not self.pace.allows(time.monotonic()):
            await self.close(4429)
            return
        try:
            message = parse(text_data if text_data is not None else b"", self.messages)
        except Malformed as fault:
            await self._malformed(fault)
            return
        await self._take(message)

    async def _malformed(self, fault: Malformed) -> None:
        self.faults += 1
        if self.faults > MALFORMED:
            await self.close(4400)
            return
        with translation.override(self.lang):
            await self.tell(
                Error(code=fault.code, ref=fault.ref, message=_("This message makes no sense here."))
            )

    async def _take(self, message: Any) -> None:
        if isinstance(message, (frames.Hello, frames.StaffHello)):
            await self.hello(message)
        elif self.client is None:
            await self.close(4408)
        elif isinstance(message, (frames.Ack, frames.StaffAck)):
            self.client.acknowledge()
        elif isinstance(message, (frames.CatchUp, frames.StaffCatchUp)):
            await self.catch_up(message)
        else:
            await self._carry_out(message)

    async def hello(self, message: Any) -> None:
        """Joins the hub first, then reads: what is sent meanwhile waits behind the welcome."""
        if self.client is None:
            self.client = Client(self.audience(), self.scope.get("wire"), self._send_text, self.look_again)
            await hub().join(self.client, await database_sync_to_async(self.subscriptions)())
        self.client.hold()
        await self.tell(await self.welcome(message))
        self.client.release()

    async def catch_up(self, message: Any) -> None:
        if self.client is not None:
            self.client.hold()
            await self.tell(await self.news(message))
            self.client.release()

    async def _carry_out(self, message: Any) -> None:
        try:
            with translation.override(self.lang):
                answer: frames.Frame = Done(ref=message.key, result=await self.act(message))
        except Refused as refused:
            with translation.override(self.lang):
                answer = Error(code=refused.code, ref=message.key, message=str(refused.message))
        except AccessDenied as denied:
            await self.close(denied.code)
            return
        await self.tell(answer)

    async def look_again(self) -> None:
        """Closes the socket of somebody who may no longer be here."""
        try:
            await self.enter()
        except AccessDenied as denied:
            code = 4409 if denied.code in (4403, 4404) else denied.code
            await self.close(code)

    async def tell(self, frame: frames.Frame) -> None:
        """Through the raw wire where there is one: Daphne refuses our messages beyond its limit as well."""
        payload = self.encode(frame)
        wire = self.scope.get("wire")
        if wire is not None and wire.is_open:
            wire.write(text_frame(payload))
        else:
            await self._send_text(payload.decode())

    async def _send_text(self, text: str) -> None:
        try:
            await self.send(text_data=text)
        except Exception as error:  # closed while we were writing: `disconnect` follows
            logger.debug("socket: not sent (%s)", error)

    async def disconnect(self, code: int) -> None:
        presence.forget_hello(self)
        if self.client is not None:
            await hub().leave(self.client)

    def audience(self) -> str:
        raise NotImplementedError

    def subscriptions(self) -> list[str]:
        raise NotImplementedError

    def encode(self, frame: frames.Frame) -> bytes:
        return encode(frame) if self.audience() == "staff" else frames.encode_for_trainees(frame)

    async def welcome(self, message: Any) -> frames.Frame:
        raise NotImplementedError

    async def news(self, message: Any) -> frames.Frame:
        raise NotImplementedError

    async def act(self, message: Any) -> dict[str, Any]:
        raise NotImplementedError


def _language(scope: Any) -> str:
    chosen = scope.get("cookies", {}).get("language", "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class RoomConsumer(SocketConsumer):
    """A trainee's socket, or that of staff who look at a room."""

    messages = frames.ROOM_MESSAGES

    async def enter(self) -> None:
        code = self.scope["url_route"]["kwargs"]["code"]
        self.seat = await database_sync_to_async(presence.seat)(self.scope, code)

    def audience(self) -> str:
        return "trainees" if self.seat.participant else "staff"

    def subscriptions(self) -> list[str]:
        return presence.room_groups(self.seat)

    async def welcome(self, message: frames.Hello) -> frames.Frame:
        return await database_sync_to_async(presence.room_welcome)(self.seat, message.last_seq, time.time())

    async def news(self, message: frames.CatchUp) -> frames.Frame:
        return await database_sync_to_async(presence.room_news)(
            self.seat, message.last_seq, message.last_rev, time.time()
        )

    async def act(self, message: Any) -> dict[str, Any]:
        return await database_sync_to_async(actions.act)(self.seat, message, time.time())


class DashboardConsumer(SocketConsumer):
    """The socket of a trainer or observer: all rooms of a session."""

    messages = frames.STAFF_MESSAGES

    async def enter(self) -> None:
        pk = int(self.scope["url_route"]["kwargs"]["pk"])
        self.staff = await database_sync_to_async(presence.staff)(self.scope, pk)

    def audience(self) -> str:
        return "staff"

    def subscriptions(self) -> list[str]:
        return presence.session_groups(self.staff)

    async def welcome(self, message: frames.StaffHello) -> frames.Frame:
        return await database_sync_to_async(presence.session_welcome)(
            self.staff, message.last_seq, message.last_log, time.time()
        )

    async def news(self, message: frames.StaffCatchUp) -> frames.Frame:
        return await database_sync_to_async(presence.session_news)(
            self.staff, message.last_seq, message.last_log, time.time()
        )

    async def act(self, message: Any) -> dict[str, Any]:
        await self.enter()
        return await database_sync_to_async(actions.steer)(self.staff, message, time.time())


class UnknownConsumer(AsyncWebsocketConsumer):
    """Any other address: closes with 4404 instead of Daphne's error 500."""

    channel_layer_alias = "none"

    async def connect(self) -> None:
        await self.accept()
        await self.close(4404)
