"""The two sockets: a room's, for trainees, and a session's, for staff.

Connect, authorise, parse, call, forward.
"""

import logging
import time
from collections.abc import Coroutine
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import InterfaceError, OperationalError
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter

from exercises.access import AccessDenied
from exercises.sessions import Refused

from . import actions, frames, messages, presence, steering
from .frame_parts import Frame
from .frames import Done, Error, encode
from .hop import in_database
from .hub import Client, hub
from .messages import Malformed, parse
from .pace import Pace
from .transport import Wire, text_frame

logger = logging.getLogger(__name__)

MALFORMED = 20  # messages that make no sense, after which the socket closes
HELLO_WITHIN = 10.0  # s
AWAY = (OperationalError, InterfaceError)  # the database cannot be reached, or not in time
TRY_AGAIN = 1013  # close code: come back later (the registry of RFC 6455)


class SocketConsumer(AsyncWebsocketConsumer):
    """What both sockets have in common.

    A close before accept reaches a browser as 1006: accept, then close with the code.
    """

    channel_layer_alias = "none"  # the hub listens to the layer for all sockets of the process
    understood: TypeAdapter[Any]
    client: Client | None = None
    wire: Wire | None = None
    closed = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Leaves the hub however it ends: `disconnect` is not called after a failure or a cancellation."""
        self.wire = scope.get("wire")
        self.pace = Pace()
        self.faults = 0
        self.lang = _language(scope)
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.closed = True
            presence.forget_hello(self)
            if self.client is not None:
                hub().leave(self.client)

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Without Channels' look at old database connections: `in_database` does what is needed."""
        handler = getattr(self, message["type"].replace(".", "_"))
        try:
            await handler(message)
        except AccessDenied as denied:
            await self.close(denied.code)
        except ObjectDoesNotExist:  # the session was deleted under our hands
            await self.close(4404)
        except AWAY as error:
            logger.warning("socket: the database is away (%s)", error)
            await self.close(TRY_AGAIN)

    async def connect(self) -> None:
        await self.accept()
        await self.enter()
        presence.expect_hello(self, HELLO_WITHIN)

    async def close(self, code: int | None = None, reason: str | None = None) -> None:
        """Once; what still comes is not looked at."""
        if not self.closed:
            self.closed = True
            await super().close(code, reason)

    async def enter(self) -> None:
        """Finds out who is there. Raises AccessDenied."""
        raise NotImplementedError

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self.closed:
            return
        if not self.pace.allows(time.monotonic()):
            await self.close(4429)
            return
        try:
            message = parse(text_data if text_data is not None else b"", self.understood)
        except Malformed as fault:
            await self._malformed(fault)
            return
        await self._take(message)

    async def _malformed(self, fault: Malformed) -> None:
        self.faults += 1
        if self.faults > MALFORMED:
            await self.close(4400)
            return
        await self.tell(self._error(fault.code, fault.ref, _("This message makes no sense here.")))

    async def _take(self, message: Any) -> None:
        if isinstance(message, (messages.Hello, messages.StaffHello)):
            await self.hello(message)
        elif self.client is None:
            await self.close(4408)
        elif isinstance(message, (messages.Ack, messages.StaffAck)):
            self.client.acknowledge()
        elif isinstance(message, (messages.CatchUp, messages.StaffCatchUp)):
            await self._bring_up_to_date(self.client, self.news(message))
        elif isinstance(message, messages.Typing):
            self.typing(message)
        else:
            await self._carry_out(message)

    async def hello(self, message: Any) -> None:
        """Joins the hub first, then reads: what is sent meanwhile waits behind the welcome."""
        if self.client is None:
            groups = await self.subscriptions()
            self.client = Client(self.audience(), self.wire, self._send_text, self.look_again)
            await hub().join(self.client, groups)
        await self._bring_up_to_date(self.client, self.welcome(message))

    async def _bring_up_to_date(self, client: Client, reading: Coroutine[Any, Any, Frame]) -> None:
        """Who asks again without reading the answers is closed: they would pile up."""
        if client.is_full:
            reading.close()
            await self.close(4429)
            return
        client.hold()
        await self.tell(await reading)
        client.release()

    async def _carry_out(self, message: Any) -> None:
        try:
            with translation.override(self.lang):
                answer: Frame = Done(ref=message.key, result=await self.act(message))
        except Refused as refused:
            answer = self._error(refused.code, message.key, refused.message, **refused.told)
        except AWAY as error:
            logger.warning("socket: nothing was stored (%s)", error)
            text = _("This cannot be stored just now. Try again soon.")
            answer = self._error("unavailable", message.key, text)
        await self.tell(answer)

    def _error(self, code: str, ref: str | None, message: Any, **told: Any) -> Error:
        with translation.override(self.lang):
            return Error(code=code, ref=ref, message=str(message), **told)

    async def look_again(self) -> None:
        """Closes the socket of somebody who may no longer be here."""
        if self.closed:
            return
        try:
            await self.enter()
        except AccessDenied as denied:
            code = 4409 if denied.code in (4403, 4404) else denied.code
            await self.close(code)

    async def tell(self, frame: Frame) -> None:
        """Through the raw wire where there is one: Daphne refuses our messages beyond its limit as well."""
        payload = self.encode(frame)
        if self.wire is None:
            await self._send_text(payload.decode())
        elif self.wire.is_open:
            self.wire.write(text_frame(payload))

    async def _send_text(self, text: str) -> None:
        try:
            await self.send(text_data=text)
        except Exception as error:  # closed while we were writing: `disconnect` follows
            logger.debug("socket: not sent (%s)", error)

    def audience(self) -> str:
        raise NotImplementedError

    async def subscriptions(self) -> list[str]:
        raise NotImplementedError

    def encode(self, frame: Frame) -> bytes:
        return encode(frame) if self.audience() == "staff" else frames.encode_for_trainees(frame)

    async def welcome(self, message: Any) -> Frame:
        raise NotImplementedError

    async def news(self, message: Any) -> Frame:
        raise NotImplementedError

    async def act(self, message: Any) -> dict[str, Any]:
        raise NotImplementedError

    def typing(self, message: messages.Typing) -> None:
        raise NotImplementedError


def _language(scope: Any) -> str:
    chosen = scope.get("cookies", {}).get("language", "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class RoomConsumer(SocketConsumer):
    """A trainee's socket, or that of staff who look at a room."""

    understood = messages.ROOM_MESSAGES

    async def enter(self) -> None:
        code = self.scope["url_route"]["kwargs"]["code"]
        self.seat = await in_database(presence.seat)(self.scope, code)

    def audience(self) -> str:
        return "trainees" if self.seat.participant else "staff"

    async def subscriptions(self) -> list[str]:
        return presence.room_groups(self.seat)

    async def welcome(self, message: messages.Hello) -> Frame:
        return await in_database(presence.room_welcome)(self.seat, message.last_seq, time.time())

    async def news(self, message: messages.CatchUp) -> Frame:
        return await in_database(presence.room_news)(
            self.seat, message.last_seq, message.last_rev, time.time()
        )

    async def act(self, message: Any) -> dict[str, Any]:
        return await in_database(actions.act)(self.seat, message, time.time())

    def typing(self, message: messages.Typing) -> None:
        """Tells the team mates, and nobody else; of staff who look at a room nobody hears."""
        if self.seat.participant is not None:
            presence.tell_typing(self.seat.room.code, self.seat.participant, message)


class DashboardConsumer(SocketConsumer):
    """The socket of a trainer or observer: all rooms of a session."""

    understood = messages.STAFF_MESSAGES

    async def enter(self) -> None:
        pk = int(self.scope["url_route"]["kwargs"]["pk"])
        self.staff = await in_database(presence.staff)(self.scope, pk)

    def audience(self) -> str:
        return "staff"

    async def subscriptions(self) -> list[str]:
        return await in_database(presence.session_groups)(self.staff)

    async def welcome(self, message: messages.StaffHello) -> Frame:
        return await in_database(presence.session_welcome)(
            self.staff, message.last_seq, message.last_log, time.time()
        )

    async def news(self, message: messages.StaffCatchUp) -> Frame:
        return await in_database(presence.session_news)(
            self.staff, message.last_seq, message.last_log, time.time()
        )

    async def act(self, message: Any) -> dict[str, Any]:
        await self.enter()
        return await in_database(steering.steer)(self.staff, message, time.time())


class UnknownConsumer(AsyncWebsocketConsumer):
    """Any other address: closes with 4404 instead of Daphne's error 500."""

    channel_layer_alias = "none"

    async def connect(self) -> None:
        await self.accept()
        await self.close(4404)
