// The faces of accounts, as bitmaps. Each drawing is laid out and painted by the browser like a page of its own;
// with thirty posts a second that is most of the work, so each of the 256 is turned into dots once, one after the other.
import { fill } from "../words.js";
import { faceOf } from "./faces.js";

const DOTS = 88; // twice what is shown, for sharp screens
const APART = 40; // ms between two drawings: a column that fills asks for fifty at once

export class Portraits {
  #address;
  #dots = new Map(); // number -> data: address
  #wanted = new Map(); // number -> images that wait for it, in the order in which they are made
  #isAtIt = false;

  /** `address` is that of the drawings, with {n} for the number. */
  constructor(address) {
    this.#address = address;
  }

  /** Puts the face of `handle` on `image`, as soon as it is there. */
  wear(image, handle) {
    const number = faceOf(handle);
    const dots = this.#dots.get(number);
    if (dots) {
      image.src = dots;
      return;
    }
    image.removeAttribute("src"); // of another account
    this.#wanted.set(number, [...(this.#wanted.get(number) ?? []), image]);
    if (!this.#isAtIt) void this.#makeAll();
  }

  async #makeAll() {
    this.#isAtIt = true;
    while (this.#wanted.size) {
      const [number, images] = this.#newest();
      const source = await this.#make(number);
      this.#wanted.delete(number);
      for (const image of images) image.src = source;
      await new Promise((resolve) => setTimeout(resolve, APART));
    }
    this.#isAtIt = false;
  }

  /** The one that was asked for last: it stands at the top. */
  #newest() {
    return [...this.#wanted].at(-1);
  }

  /** The dots; where the drawing cannot be had now, its address: the browser goes on trying with the next post. */
  async #make(number) {
    const address = fill(this.#address, { n: number });
    try {
      const image = new Image(DOTS, DOTS);
      image.src = address;
      await image.decode();
      this.#dots.set(number, await dotsOf(image));
      return this.#dots.get(number);
    } catch {
      return address;
    }
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
