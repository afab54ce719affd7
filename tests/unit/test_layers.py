"""The memory layer: worker threads send, the serving loop receives; nothing is lost, nobody sleeps on."""

import asyncio
import threading

from asgiref.sync import async_to_sync

from socialroom.layers import ThreadSafeMemoryLayer

THREADS, EACH = 8, 500


async def test_thousands_of_messages_from_worker_threads_all_arrive_in_the_order_of_each() -> None:
    layer = ThreadSafeMemoryLayer(capacity=THREADS * EACH)
    channels = [await layer.new_channel() for _index in range(3)]
    for channel in channels:
        await layer.group_add("room.a", channel)

    async def speak(thread: int) -> None:
        for number in range(EACH):
            await layer.group_send("room.a", {"type": "frame", "of": thread, "n": number})

    workers = [threading.Thread(target=asyncio.run, args=(speak(index),)) for index in range(THREADS)]
    for worker in workers:
        worker.start()
    for channel in channels:
        got = [await asyncio.wait_for(layer.receive(channel), 5) for _index in range(THREADS * EACH)]
        for thread in range(THREADS):
            assert [m["n"] for m in got if m["of"] == thread] == list(range(EACH))
    assert layer.losses() == 0


async def test_a_receiver_that_sleeps_is_woken_by_another_thread() -> None:
    layer = ThreadSafeMemoryLayer()
    channel = await layer.new_channel()
    for number in range(50):
        receiving = asyncio.ensure_future(layer.receive(channel))
        await asyncio.sleep(0)
        threading.Thread(target=lambda n=number: async_to_sync(layer.send)(channel, {"n": n})).start()
        assert (await asyncio.wait_for(receiving, 1))["n"] == number


async def test_a_full_queue_drops_and_counts() -> None:
    layer = ThreadSafeMemoryLayer(capacity=5)
    channel = await layer.new_channel()
    for number in range(8):
        await layer.send(channel, {"n": number})
    await asyncio.sleep(0)
    assert [(await layer.receive(channel))["n"] for _index in range(5)] == list(range(5))
    assert layer.losses() == 3


async def test_who_left_a_group_gets_nothing_more() -> None:
    layer = ThreadSafeMemoryLayer()
    stays, goes = await layer.new_channel(), await layer.new_channel()
    for channel in (stays, goes):
        await layer.group_add("room.a", channel)
    await layer.group_discard("room.a", goes)
    await layer.group_discard("room.b", goes)  # never was in it
    await layer.group_send("room.a", {"n": 1})
    await layer.send(goes, {"n": 2})
    assert [await layer.receive(stays), await layer.receive(goes)] == [{"n": 1}, {"n": 2}]


async def test_a_message_to_nobody_or_to_a_closed_loop_harms_nobody() -> None:
    layer = ThreadSafeMemoryLayer()

    def listen_and_die() -> None:
        async_to_sync(layer.new_channel)()

    thread = threading.Thread(target=listen_and_die)
    thread.start()
    thread.join()
    (dead,) = layer._queues
    await layer.send(dead, {"n": 1})
    await layer.group_send("nobody", {"n": 1})
