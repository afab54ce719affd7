// The sound of news: two short notes, made by the browser, unless somebody has muted it. Kept by the browser, not by
// the server: two phones of one person may differ.
const KEPT = "sound";
const NOTES = [
  [880, 0],
  [1174.7, 0.12],
]; // Hz, and s after the first

export class Chime {
  #toggles;
  #audio = null;

  /** `toggles` are buttons that switch it off and on. */
  constructor(toggles) {
    this.#toggles = toggles;
    for (const toggle of toggles) toggle.addEventListener("click", () => this.#switch());
    addEventListener("storage", () => this.#show());
    this.#show();
  }

  get isOn() {
    return localStorage.getItem(KEPT) !== "off";
  }

  /** A browser in whose page nobody has clicked yet stays silent. */
  ring() {
    if (!this.isOn || !(navigator.userActivation?.hasBeenActive ?? true)) return;
    this.#audio ??= new AudioContext();
    void this.#audio.resume();
    for (const [pitch, after] of NOTES) this.#note(pitch, this.#audio.currentTime + after);
  }

  #switch() {
    localStorage.setItem(KEPT, this.isOn ? "off" : "on");
    this.#show();
    this.ring();
  }

  #show() {
    for (const toggle of this.#toggles) toggle.setAttribute("aria-pressed", String(this.isOn));
  }

  #note(pitch, start) {
    const note = new OscillatorNode(this.#audio, { type: "sine", frequency: pitch });
    const loudness = new GainNode(this.#audio, { gain: 0 });
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime(0.12, start + 0.015);
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + 0.3);
    note.connect(loudness).connect(this.#audio.destination);
    note.start(start);
    note.stop(start + 0.32);
  }
}
