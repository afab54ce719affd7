// The picture that goes with what one writes: chosen, pasted or dropped; shown as everybody will see it.
import { pictureAmong, sendPicture } from "./upload.js";

export class Attachment {
  #dialog;
  #page;
  #onChange;
  #picture = null; // the token of what is there
  #turn = 0; // counts what was chosen or taken away: an answer to an older one comes too late
  #isBusy = false;

  /** `dialog` is the composer's; `page` brings api and strings. onChange() whenever something else is there. */
  constructor(dialog, page, onChange) {
    this.#dialog = dialog;
    this.#page = page;
    this.#onChange = onChange;
    const file = this.#part("file");
    this.#part("attach").addEventListener("click", () => file.click());
    this.#part("detach").addEventListener("click", () => this.#detach());
    file.addEventListener("change", () => {
      if (file.files.length) void this.#send(file.files[0]);
      file.value = ""; // the same one may be chosen again
    });
    this.#part("preview").addEventListener("error", () => this.#picture && this.#lost());
    dialog.addEventListener("paste", (event) => this.#paste(event));
    for (const name of ["dragenter", "dragover"]) dialog.addEventListener(name, (event) => this.#hover(event));
    dialog.addEventListener("dragleave", (event) => !dialog.contains(event.relatedTarget) && this.#hovers(false));
    dialog.addEventListener("drop", (event) => this.#drop(event));
  }

  /** As the fields of a message: nothing where there is no picture. */
  get said() {
    return this.#picture ? { picture: this.#picture, description: this.#description.value.trim() } : {};
  }

  /** Whether a picture is on its way. */
  get isBusy() {
    return this.#isBusy;
  }

  /** Shows the picture of a message or a draft, or none. */
  put({ picture = null, description = "" } = {}) {
    this.#turn += 1;
    this.#isBusy = false;
    this.#picture = picture;
    this.#description.value = picture ? (description ?? "") : "";
    this.#fault("");
    this.#show();
  }

  #detach() {
    this.put();
    this.#onChange();
    this.#part("attach").focus();
  }

  #lost() {
    this.put();
    this.#fault(this.#page.strings.picture.gone);
    this.#onChange();
  }

  async #send(file) {
    const kept = this.said;
    this.put({ description: "" });
    this.#turn += 1;
    const turn = this.#turn;
    this.#isBusy = true;
    this.#show();
    this.#onChange();
    try {
      const { token } = await sendPicture(this.#page.api, this.#csrf, file);
      if (turn !== this.#turn) return;
      this.put({ picture: token, description: kept.description });
      this.#description.focus();
    } catch (error) {
      if (turn !== this.#turn) return;
      this.put(kept);
      this.#fault(error.told || this.#page.strings.picture.failed);
    }
    this.#onChange();
  }

  #paste(event) {
    const picture = pictureAmong(event.clipboardData?.files);
    if (!picture || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    void this.#send(picture);
  }

  #hover(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.#hovers(true);
  }

  #drop(event) {
    this.#hovers(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    void this.#send(file); // also what is no picture: the answer says so
  }

  #hovers(is) {
    this.#dialog.classList.toggle("composer--hovered", is);
  }

  #show() {
    const preview = this.#part("preview");
    this.#part("attached").hidden = !this.#picture && !this.#isBusy;
    this.#part("attached").setAttribute("aria-busy", String(this.#isBusy));
    this.#part("looking").textContent = this.#isBusy ? this.#page.strings.picture.looking : "";
    this.#part("described").hidden = !this.#picture;
    preview.hidden = !this.#picture;
    if (this.#picture) preview.src = `${this.#page.api}pictures/${this.#picture}`;
    else preview.removeAttribute("src");
  }

  #fault(text) {
    this.#part("pictureFault").textContent = text;
    this.#part("pictureFault").hidden = !text;
  }

  get #description() {
    return this.#dialog.querySelector("[name=description]");
  }

  get #csrf() {
    return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  }

  #part(name) {
    return this.#dialog.querySelector(`[data-part=${name}]`);
  }
}
