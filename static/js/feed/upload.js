// A picture on its way to the server: made lighter where that helps, refused in words that one can read.

export const PICTURES = ["image/jpeg", "image/png", "image/webp"];
const MANY_BYTES = 2_000_000; // from which on a file is made smaller before it goes out
const SIDE = 1600; // px: no more is kept anyway
const LIGHT = [...PICTURES, "image/heic", "image/heif"]; // what a browser may know better than the server does

/** The first picture among files that were pasted or dropped, or undefined. */
export function pictureAmong(files) {
  return [...(files ?? [])].find(({ type }) => type.startsWith("image/"));
}

/** Sends a file to the room's API. Resolves with {token, width, height}; an error has `told`, why, where the server said. */
export async function sendPicture(api, csrf, file) {
  const form = new FormData();
  form.append("file", await lightened(file), "picture");
  const answer = await fetch(`${api}pictures`, {
    method: "POST",
    body: form,
    headers: { "X-CSRFToken": csrf, Accept: "application/json" },
    credentials: "same-origin",
  });
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return said;
  throw Object.assign(new Error(`pictures: ${answer.status}`), { told: said.message });
}

/** A large photograph as a smaller one, upright; whatever the browser cannot read goes out as it is. */
async function lightened(file) {
  if (file.size < MANY_BYTES && PICTURES.includes(file.type)) return file;
  if (!LIGHT.includes(file.type)) return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const type = file.type === "image/png" ? "image/png" : "image/jpeg";
    const made = await new Promise((resolve) => canvas.toBlob(resolve, type, 0.9));
    return made && made.size < file.size ? made : file;
  } catch {
    return file;
  }
}
