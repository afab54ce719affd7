/* Everything that the dashboard knows about a session. Frames go in; whoever is concerned is told. */

import { ExerciseClock } from "../clock.js";
import { Room } from "./room.js";

const LOG_KEPT = 2000; // newest entries of the log that are kept

export const TOPICS = Object.freeze(["clock", "people", "log", "debrief", "rooms", "room", "holes"]);

/** Listeners of a topic are called once per animation frame at most, whatever came in. */
export class Board {
  #rooms = new Map();
  #listeners = new Map();
  #dirty = new Set();
  #holes = new Map();
  #log = [];
  #clock = new ExerciseClock();
  #selected;
  #schedule;
  people = [];
  lobby = null;
  debrief = [];
  you = null;
  epoch = null;

  /** `rooms` are {code, name}; `schedule(work)` runs work before the next frame is painted. */
  constructor(rooms, schedule) {
    for (const room of rooms) this.#rooms.set(room.code, new Room(room));
    this.#selected = rooms[0]?.code ?? null;
    this.#schedule = schedule;
  }

  on(topic, listener) {
    this.#listeners.set(topic, [...(this.#listeners.get(topic) ?? []), listener]);
  }

  get rooms() {
    return [...this.#rooms.values()];
  }

  get room() {
    return this.#rooms.get(this.#selected);
  }

  roomOf(code) {
    return this.#rooms.get(code);
  }

  select(code) {
    if (!this.#rooms.has(code) || code === this.#selected) return;
    this.#selected = code;
    this.#tell("room", "rooms");
  }

  /** Entries of the log, newest first. */
  get log() {
    return this.#log;
  }

  get clock() {
    return this.#clock;
  }

  get state() {
    return this.#clock.state;
  }

  /** Exercise time (s) now. */
  get time() {
    return this.#clock.now();
  }

  /** The last seq held of each room, for hello and acknowledgements. */
  get seqs() {
    return Object.fromEntries(this.rooms.map((room) => [room.code, room.seq]));
  }

  get lastLog() {
    return this.#log[0]?.number ?? 0;
  }

  apply(frame) {
    if (frame.type === "welcome") this.#meet(frame.epoch);
    const isFresh = !frame.clock || this.#setClock(frame.clock);
    const handlers = {
      welcome: () => this.#welcome(frame),
      caught_up: () => this.#caughtUp(frame),
      window: () => this.#inRoom(frame, (room) => room.window(frame)),
      posts: () => this.#inRoom(frame, (room) => room.posts(frame)),
      appeals: () => this.#inRoom(frame, (room) => room.operators(frame)),
      change: () => this.#inRoom(frame, (room) => room.change(frame)),
      blocks: () => this.#inRoom(frame, (room) => room.circles(frame)),
      groups: () => this.#inRoom(frame, (room) => room.circles(frame)),
      reports: () => this.#inRoom(frame, (room) => room.report(frame)),
      state: () => this.#state(frame, isFresh),
      log: () => this.#liveLog(frame.entries),
    };
    handlers[frame.type]?.();
  }

  /** Entries fetched from the API (older ones) or sent by the socket. */
  addLog(entries) {
    this.#addLog(entries);
  }

  /** The debriefs made so far, fetched on arrival; later ones come in state frames. */
  loadDebriefs(debriefs) {
    this.debrief = debriefs;
    this.#tell("debrief");
  }

  /** Something was loaded beside the socket: show it. */
  refresh() {
    this.#tell("room", "rooms");
  }

  /** Rooms that lack posts, with the seq after which to fetch; asking empties the list. */
  takeHoles() {
    const holes = [...this.#holes];
    this.#holes.clear();
    return holes;
  }

  #meet(epoch) {
    if (this.epoch && epoch !== this.epoch) {
      this.#clock.forget();
      for (const room of this.rooms) room.series.clear();
    }
    this.epoch = epoch;
  }

  #welcome(frame) {
    this.you = frame.you;
    this.people = frame.people ?? [];
    this.lobby = frame.lobby ?? null;
    this.debrief = frame.debrief ?? this.debrief;
    this.#snapshots(frame);
    this.#tell("people", "debrief");
  }

  #caughtUp(frame) {
    this.#snapshots(frame);
    for (const [code, changes] of Object.entries(frame.changes ?? {})) {
      for (const change of changes) this.#rooms.get(code)?.change(change);
    }
  }

  #snapshots(frame) {
    for (const state of frame.rooms) {
      const room = this.#rooms.get(state.room);
      if (!room) continue;
      if (state.seq > room.seq) this.#holes.set(room.code, room.seq);
      room.snapshot(state);
    }
    this.#addLog(frame.log ?? []);
    this.#tell("rooms", "room", "holes");
  }

  #inRoom(frame, act) {
    const room = this.#rooms.get(frame.room);
    if (!room) return;
    const before = room.seq;
    const result = act(room);
    if (result?.hole && !this.#holes.has(room.code)) this.#holes.set(room.code, before);
    if (result?.hole) this.#tell("holes");
    this.#tell("rooms");
    if (frame.room === this.#selected) this.#tell("room");
  }

  #state(frame, isFresh) {
    if (frame.debrief) this.debrief = frame.debrief;
    this.#tell("debrief");
    if (!isFresh) return;
    if (frame.lobby) this.lobby = frame.lobby;
    if (frame.people) this.people = frame.people;
    for (const [code, value] of Object.entries(frame.pressure ?? {})) {
      if (this.#rooms.has(code)) this.#rooms.get(code).pressure = value;
    }
    for (const [code, value] of Object.entries(frame.living ?? {})) {
      if (this.#rooms.has(code)) this.#rooms.get(code).living = value;
    }
    for (const [code, value] of Object.entries(frame.weights ?? {})) {
      if (this.#rooms.has(code)) this.#rooms.get(code).weights = value;
    }
    this.#tell("people", "room", "rooms");
  }

  #setClock(face) {
    const isFresh = this.#clock.set(face);
    this.#tell("clock");
    return isFresh;
  }

  #liveLog(entries) {
    for (const entry of entries) {
      if (entry.what === "edit") this.#rooms.get(entry.room)?.editInject(entry.data);
    }
    this.#addLog(entries);
    this.#tell("room");
  }

  #addLog(entries) {
    const held = new Set(this.#log.map((entry) => entry.number));
    const news = entries.filter((entry) => !held.has(entry.number));
    if (!news.length) return;
    this.#log = [...this.#log, ...news].sort((one, other) => other.number - one.number).slice(0, LOG_KEPT);
    this.#tell("log");
  }

  #tell(...topics) {
    if (!this.#dirty.size) this.#schedule(() => this.#flush());
    for (const topic of topics) this.#dirty.add(topic);
  }

  #flush() {
    const topics = [...this.#dirty];
    this.#dirty.clear();
    for (const topic of topics) for (const listener of this.#listeners.get(topic) ?? []) listener();
  }
}
