// What the exercise is doing: the lobby, running, paused, ended; and whether the connection stands.
const QUIET_MS = 3000; // without a word from the server while time runs: say so
const DEAD_MS = 9000; // the connection is dead even if nobody said so

export class Standing {
  #root;
  #notices;
  #clock;
  #socket;
  #state = null;
  #link = "connecting";
  #wasIn = false;
  #onState;

  /** `notices` holds one [data-notice] per thing to say; onState(state) is told once per change. */
  constructor(root, notices, clock, socket, onState) {
    this.#root = root;
    this.#notices = notices;
    this.#clock = clock;
    this.#socket = socket;
    this.#onState = onState;
    new ResizeObserver(() => this.#makeRoom()).observe(notices);
    addEventListener("offline", () => this.link("lost"));
    addEventListener("online", () => socket.reopen());
  }

  /** "open", "lost" or "closed". */
  link(status) {
    this.#link = status;
    this.#wasIn ||= status === "open";
    this.#root.dataset.link = status;
    this.#show();
  }

  look() {
    if (this.#link === "open" && this.#clock.running) this.#listen();
    if (this.#clock.state === this.#state) return;
    this.#state = this.#clock.state;
    this.#root.dataset.state = this.#state;
    this.#show();
    this.#onState(this.#state);
  }

  #listen() {
    const silence = this.#socket.silence();
    if (silence > DEAD_MS) this.#socket.reopen();
    this.#root.dataset.link = silence > QUIET_MS ? "quiet" : "open";
    this.#show();
  }

  #show() {
    const wanted = this.#wanted();
    for (const notice of this.#notices.querySelectorAll("[data-notice]")) {
      notice.hidden = notice.dataset.notice !== wanted;
    }
  }

  /** What sticks to the top of the page sticks below the notices. */
  #makeRoom() {
    document.body.style.setProperty("--notice", `${this.#notices.offsetHeight}px`);
  }

  #wanted() {
    const link = this.#root.dataset.link;
    if (this.#state === "ended" || this.#root.dataset.state === "ended") return "ended";
    if (link === "closed") return this.#wasIn ? "removed" : "shut";
    if (link === "lost" || link === "quiet") return link;
    if (this.#state === "paused") return this.#clock.reason === "gap" ? "gap" : "paused";
    return "";
  }
}
