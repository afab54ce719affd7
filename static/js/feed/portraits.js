// The faces of accounts, as bitmaps. Each drawing is laid out and painted by the browser like a page of its own;
// with thirty posts a second that is most of the work, so each of the 256 is turned into dots once.
import { fill } from "../words.js";
import { faceOf } from "./faces.js";

const DOTS = 88; // twice what is shown, for sharp screens

export class Portraits {
  #address;
  #dots = new Map(); // number -> data: address, or null while it is made

  /** `address` is that of the drawings, with {n} for the number. */
  constructor(address) {
    this.#address = address;
  }

  /** Puts the face of `handle` on `image`. */
  wear(image, handle) {
    const number = faceOf(handle);
    const drawing = fill(this.#address, { n: number });
    image.src = this.#dots.get(number) ?? drawing;
    if (!this.#dots.has(number)) void this.#make(number, drawing);
  }

  async #make(number, drawing) {
    this.#dots.set(number, null);
    const image = new Image(DOTS, DOTS);
    image.src = drawing;
    try {
      await image.decode();
      this.#dots.set(number, dotsOf(image));
    } catch {
      this.#dots.delete(number); // not there yet: tried again with the next post
    }
  }
}

function dotsOf(image) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = DOTS;
  canvas.getContext("2d").drawImage(image, 0, 0, DOTS, DOTS);
  return canvas.toDataURL("image/webp", 0.9);
}
