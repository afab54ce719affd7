// The faces of accounts, as bitmaps. Each drawing is laid out and painted by the browser like a page of its own;
// with thirty posts a second that is most of the work, so each of the 256 is turned into dots once, one after the other.
import { fill } from "../words.js";
import { faceOf } from "./faces.js";

const DOTS = 88; // twice what is shown, for sharp screens
const APART = 40; // ms between two drawings: a column that fills asks for fifty at once

export class Portraits {
  #address;
  #dots = new Map(); // number -> data: address
  #wanted = new Map(); // number -> the address of its drawing, of those that are still to be made
  #isAtIt = false;

  /** `address` is that of the drawings, with {n} for the number. */
  constructor(address) {
    this.#address = address;
  }

  /** Puts the face of `handle` on `image`: the drawing, as long as there are no dots. */
  wear(image, handle) {
    const number = faceOf(handle);
    const drawing = fill(this.#address, { n: number });
    image.src = this.#dots.get(number) ?? drawing;
    if (this.#dots.has(number)) return;
    this.#wanted.set(number, drawing);
    if (!this.#isAtIt) void this.#makeAll();
  }

  async #makeAll() {
    this.#isAtIt = true;
    while (this.#wanted.size) {
      const [number, drawing] = this.#wanted.entries().next().value;
      this.#wanted.delete(number);
      await this.#make(number, drawing).catch(() => {}); // not there yet: tried again with the next post
      await new Promise((resolve) => setTimeout(resolve, APART));
    }
    this.#isAtIt = false;
  }

  async #make(number, drawing) {
    if (this.#dots.has(number)) return;
    const image = new Image(DOTS, DOTS);
    image.src = drawing;
    await image.decode();
    this.#dots.set(number, await dotsOf(image));
  }
}

/** Written by the browser beside the page's own work, unlike with toDataURL. */
async function dotsOf(image) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = DOTS;
  canvas.getContext("2d").drawImage(image, 0, 0, DOTS, DOTS);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/webp", 0.9));
  const reader = new FileReader();
  const read = new Promise((resolve, reject) => Object.assign(reader, { onload: resolve, onerror: reject }));
  reader.readAsDataURL(blob);
  await read;
  return reader.result;
}
