// The faces of accounts, as bitmaps. Each drawing is laid out and painted by the browser like a page of its own;
// with thirty posts a second that is most of the work, so each of the 256 is turned into dots once, one after the
// other. The dots stand in a style sheet: a face is a class then, and a post has no image to load.
import { fill } from "../words.js";
import { faceOf } from "./faces.js";

const DOTS = 88; // twice what is shown, for sharp screens
const APART = 40; // ms between two drawings: a column that fills asks for fifty at once

export class Portraits {
  #address;
  #sheet = new CSSStyleSheet(); // made by script: written into the page it would be refused
  #dotted = new Set(); // numbers that the sheet knows
  #wanted = new Map(); // number -> the address of its drawing, of those that are still to be made
  #isAtIt = false;

  /** `address` is that of the drawings, with {n} for the number. */
  constructor(address) {
    this.#address = address;
    document.adoptedStyleSheets.push(this.#sheet);
  }

  /** Gives `node` the face of `handle`, whatever it had: the drawing, as long as there are no dots. */
  wear(node, handle) {
    const number = faceOf(handle);
    const drawing = fill(this.#address, { n: number });
    const isDotted = this.#dotted.has(number);
    node.className = `face__picture face__picture--${number}`;
    node.style.backgroundImage = isDotted ? "" : urlOf(drawing);
    if (isDotted) return;
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
    if (this.#dotted.has(number)) return;
    const image = new Image(DOTS, DOTS);
    image.src = drawing;
    await image.decode();
    const dots = await dotsOf(image);
    this.#sheet.insertRule(`.face__picture--${number} { background-image: ${urlOf(dots)}; }`);
    this.#dotted.add(number);
  }
}

function urlOf(address) {
  return `url("${address}")`;
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
