// Exercise time as the page sees it: the server says where it stands, performance.now() carries it on.

export class ExerciseClock {
  #face = { version: -1, t: 0, speed: 1, running: false, state: "draft", reason: null };
  #setAt = 0;

  /**
   * Takes a `ClockFace` of a frame, received at `at` (ms of performance.now()). False if it is older than the one
   * held: it was made before the clock changed, and came after the word of it.
   */
  set(face, at = performance.now()) {
    if (face.version < this.#face.version) return false;
    this.#face = { reason: null, ...face };
    this.#setAt = at;
    return true;
  }

  /** The server tells another history: what was held of this one counts no more. */
  forget() {
    this.#face = { ...this.#face, version: -1 };
  }

  get state() {
    return this.#face.state;
  }

  get reason() {
    return this.#face.reason;
  }

  get running() {
    return this.#face.running;
  }

  get speed() {
    return this.#face.speed;
  }

  /** Exercise seconds since the start, at `at` (ms of performance.now()). */
  now(at = performance.now()) {
    const passed = this.#face.running ? Math.max(0, at - this.#setAt) / 1000 : 0;
    return this.#face.t + passed * this.#face.speed;
  }
}

const two = (number) => String(number).padStart(2, "0");

/** 3725 as "1:02:05", 65 as "01:05". */
export function clockText(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}
