"""The hub on a real event loop, over the memory layer and over a real Redis that dies and comes back."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from channels.layers import channel_layers
from pytest_django import Settings

from feed import broadcast, hub
from feed.frames import CREDIT
from feed.hub import Client, Hub
from tests.services import PrivateRedis

ROOM = "room.abcd2345"


class Phone:
    """A client of the hub and what it was sent, by the plain way."""

    def __init__(self, audience: str = "trainees") -> None:
        self.got: list[Any] = []
        self.looked_at = 0
        self.client = Client(audience, None, self._take, self._look)
        self.client.release()

    async def _take(self, text: str) -> None:
        self.got.append(json.loads(text))

    async def _look(self) -> None:
        self.looked_at += 1

    @property
    def numbers(self) -> list[int]:
        return [frame["n"] for frame in self.got if "n" in frame]

    async def has(self, count: int) -> None:
        await until(lambda: len(self.numbers) >= count)

    @property
    def resyncs(self) -> int:
        return sum(frame == {"type": "resync"} for frame in self.got)


@pytest.fixture
def memory(settings: Settings) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "socialroom.layers.ThreadSafeMemoryLayer"}}
    channel_layers.backends.clear()


@pytest.fixture
def redis(settings: Settings, own_redis: PrivateRedis) -> PrivateRedis:
    """The layer is this Redis, which may be killed."""
    settings.CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "socialroom.redis_layer.CountingRedisLayer",
            "CONFIG": {"address": own_redis.url},
        }
    }
    channel_layers.backends.clear()
    return own_redis


@pytest.fixture
async def one_hub(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hub]:
    monkeypatch.setattr(hub, "PULSE", 0.1)
    made = Hub()
    yield made
    made.stop()
    await asyncio.sleep(0)


async def until(holds: Callable[[], object], within: float = 10) -> None:
    deadline = asyncio.get_running_loop().time() + within
    while not holds():
        assert asyncio.get_running_loop().time() < deadline, "it did not happen"
        await asyncio.sleep(0.01)


def say(number: int, group: str = ROOM, **more: bytes) -> None:
    payload = json.dumps({"n": number}).encode()
    broadcast.send(group, {"type": "frame", "staff": payload, "trainees": payload, **more})


# Credit ------------------------------------------------------------------------------------------------


def frame(number: int) -> tuple[bytes, bytes]:
    return json.dumps({"n": number}).encode(), b"unused without a wire"


async def test_a_client_is_sent_its_credit_and_then_one_word_to_catch_up() -> None:
    phone = Phone()
    for number in range(CREDIT + 20):
        phone.client.deliver(*frame(number))
    for _look in range(5):
        phone.client.nudge()
    await until(lambda: phone.resyncs)
    assert phone.numbers == list(range(CREDIT))
    assert phone.resyncs == 1


async def test_a_client_that_acknowledges_is_never_skipped() -> None:
    phone = Phone()
    for number in range(10 * CREDIT):
        phone.client.deliver(*frame(number))
        if number % 10 == 9:
            phone.client.acknowledge()
    await until(lambda: len(phone.numbers) == 10 * CREDIT)
    phone.client.nudge()
    await asyncio.sleep(0)
    assert phone.resyncs == 0


async def test_what_comes_while_a_welcome_is_made_follows_it_once_and_in_order() -> None:
    phone = Phone()
    phone.client.deliver(*frame(1))
    phone.client.hold()
    for number in (2, 3, 4):
        phone.client.deliver(*frame(number))
    await asyncio.sleep(0)
    assert phone.numbers == [1]
    phone.client.release()
    phone.client.deliver(*frame(5))
    await until(lambda: phone.numbers == [1, 2, 3, 4, 5])


async def test_a_second_welcome_replaces_what_waited_for_the_first() -> None:
    """What came before the second began is in what is read for it."""
    phone = Phone()
    phone.client.hold()
    phone.client.deliver(*frame(1))
    phone.client.hold()
    phone.client.deliver(*frame(2))
    phone.client.release()
    await until(lambda: phone.numbers == [2])


async def test_more_than_can_wait_for_a_welcome_is_told_not_swallowed() -> None:
    phone = Phone()
    phone.client.hold()
    for number in range(hub.WELCOMING + 1):
        phone.client.deliver(*frame(number))
    phone.client.release()
    phone.client.nudge()
    await until(lambda: phone.resyncs == 1)


async def test_a_client_that_caught_up_is_sent_frames_again() -> None:
    phone = Phone()
    for number in range(CREDIT + 1):
        phone.client.deliver(*frame(number))
    phone.client.nudge()
    phone.client.deliver(*frame(98))  # before it asks: what it will read holds it
    phone.client.hold()
    phone.client.deliver(*frame(99))
    phone.client.release()
    await until(lambda: phone.numbers[CREDIT:] == [99])


# Joining and leaving ------------------------------------------------------------------------------------


@pytest.mark.parametrize("layer", ["memory", "redis"])
async def test_everybody_in_the_group_gets_everything_once(
    layer: str, one_hub: Hub, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(layer)
    phones = [Phone("staff" if index % 3 == 0 else "trainees") for index in range(30)]
    elsewhere = Phone()
    await asyncio.gather(*(one_hub.join(phone.client, [ROOM]) for phone in phones))
    await one_hub.join(elsewhere.client, ["room.other234"])
    for number in range(20):
        say(number)
    await until(lambda: all(len(phone.numbers) == 20 for phone in phones))
    assert all(phone.numbers == list(range(20)) for phone in phones)
    assert elsewhere.numbers == []
    assert not any(phone.resyncs for phone in phones)


async def test_each_audience_gets_its_own_bytes(memory: None, one_hub: Hub) -> None:
    fiona, tom = Phone("staff"), Phone("trainees")
    for phone in (fiona, tom):
        await one_hub.join(phone.client, [ROOM])
    broadcast.send(ROOM, {"type": "frame", "staff": b'{"n": 1}', "trainees": b'{"n": 2}'})
    broadcast.send(ROOM, {"type": "state", "staff": b'{"n": 3}'})
    await until(lambda: fiona.numbers == [1, 3])
    assert tom.numbers == [2]


async def test_clients_that_come_and_go_leave_no_trace(memory: None, one_hub: Hub) -> None:
    rng = random.Random(3)
    stays = Phone()
    await one_hub.join(stays.client, [ROOM])

    async def come_and_go(index: int) -> None:
        for _turn in range(5):
            phone = Phone()
            joining = asyncio.ensure_future(one_hub.join(phone.client, [ROOM, f"room.own{index:05}"]))
            await asyncio.sleep(rng.uniform(0, 0.01))
            joining.cancel()  # as when its consumer is killed
            one_hub.leave(phone.client)

    await asyncio.gather(*(come_and_go(index) for index in range(40)))
    await until(lambda: one_hub._heard == {ROOM, one_hub._own})
    assert set(one_hub._groups) == {ROOM}
    say(1)
    await until(lambda: stays.numbers == [1])


async def test_a_group_left_and_joined_again_at_once_is_heard(redis: PrivateRedis, one_hub: Hub) -> None:
    phone = Phone()
    for turn in range(20):
        await one_hub.join(phone.client, [ROOM])
        say(turn)
        await phone.has(turn + 1)
        one_hub.leave(phone.client)
        await asyncio.sleep(0.001 * turn)
    assert phone.numbers == list(range(20))


async def test_access_is_looked_at_for_everybody_concerned(memory: None, one_hub: Hub) -> None:
    phones, elsewhere = [Phone() for _index in range(20)], Phone()
    for phone in phones:
        await one_hub.join(phone.client, ["session.1"])
    await one_hub.join(elsewhere.client, ["session.2"])
    broadcast.send("session.1", {"type": "access", "session": 1})
    await until(lambda: all(phone.looked_at for phone in phones))
    assert not elsewhere.looked_at


async def test_a_look_that_fails_is_repeated(memory: None, one_hub: Hub) -> None:
    phone, looks = Phone(), []

    async def fail_once() -> None:
        looks.append(1)
        if len(looks) == 1:
            raise ConnectionError("the database is away")

    phone.client.look_again = fail_once
    await one_hub.join(phone.client, ["session.1"])
    broadcast.send("session.1", {"type": "access", "session": 1})
    await until(lambda: len(looks) == 2)


# When the layer fails -----------------------------------------------------------------------------------


async def test_after_a_redis_restart_everybody_catches_up_and_hears_again(
    redis: PrivateRedis, one_hub: Hub
) -> None:
    phones = [Phone() for _index in range(10)]
    for phone in phones:
        await one_hub.join(phone.client, [ROOM])
    say(1)
    await until(lambda: all(phone.numbers == [1] for phone in phones))
    await until(lambda: one_hub._losses is not None)
    await asyncio.to_thread(redis.kill)
    say(2)  # lost
    await asyncio.sleep(0.3)
    await asyncio.to_thread(redis.start)
    await until(lambda: all(phone.resyncs == 1 for phone in phones), within=20)
    for phone in phones:
        phone.client.hold()
        phone.client.release()
    say(3)
    await until(lambda: all(phone.numbers == [1, 3] for phone in phones))
    await asyncio.sleep(0.5)
    assert all(phone.resyncs == 1 for phone in phones)


async def test_a_connection_cut_for_a_moment_is_noticed(redis: PrivateRedis, one_hub: Hub) -> None:
    """Redis stays up: only the subscription's connection is cut, as by a router."""
    import redis.asyncio as aioredis

    phone = Phone()
    await one_hub.join(phone.client, [ROOM])
    await until(lambda: one_hub._losses is not None)
    async with aioredis.from_url(redis.url) as client:
        await client.execute_command("CLIENT", "KILL", "TYPE", "pubsub")
    await until(lambda: phone.resyncs == 1)


async def test_clients_join_while_redis_is_away_and_catch_up_when_it_is_back(
    redis: PrivateRedis, one_hub: Hub
) -> None:
    await asyncio.to_thread(redis.kill)
    phones = [Phone() for _index in range(50)]
    began = asyncio.get_running_loop().time()
    await asyncio.gather(*(one_hub.join(phone.client, [ROOM]) for phone in phones))
    assert asyncio.get_running_loop().time() - began < 3  # together, not one after the other
    await asyncio.to_thread(redis.start)
    await until(lambda: all(phone.resyncs for phone in phones), within=20)
    for phone in phones:
        phone.client.hold()
        phone.client.release()
    say(1)
    await until(lambda: all(phone.numbers == [1] for phone in phones))


async def test_a_redis_that_answers_nothing_holds_nobody_up(redis: PrivateRedis, one_hub: Hub) -> None:
    phone, late = Phone(), Phone()
    await one_hub.join(phone.client, [ROOM])
    await until(lambda: one_hub._losses is not None)
    redis.freeze()
    began = asyncio.get_running_loop().time()
    await one_hub.join(late.client, [ROOM, "room.unheard2"])
    one_hub.leave(phone.client)
    assert asyncio.get_running_loop().time() - began < 3
    await asyncio.sleep(2.5)
    redis.thaw()
    await until(lambda: late.resyncs == 1, within=20)
    late.client.hold()
    late.client.release()
    say(1, "room.unheard2")
    await until(lambda: late.numbers == [1])


async def test_a_layer_that_overflows_makes_everybody_catch_up(memory: None, one_hub: Hub) -> None:
    phone = Phone()
    await one_hub.join(phone.client, [ROOM])
    await until(lambda: one_hub._losses is not None)
    layer = broadcast.layer()
    for _index in range(layer.capacity + 100):  # without giving the hub a turn
        await layer.group_send(ROOM, {"type": "frame", "group": ROOM, "trainees": b'{"n": 0}'})
    await until(lambda: phone.resyncs == 1)
