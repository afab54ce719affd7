// A post has eight icons, and posts come by the dozen: each <use> of the sprite would be looked up and copied
// by the browser anew. So the drawings are put into the template once, and cloned with it.
let sprite = null; // its document, once it came

/** Replaces every <use> in `template` by what it stands for in the sprite at `address`. */
export async function inlineIcons(template, address) {
  const answer = await fetch(address);
  sprite = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
  for (const use of template.content.querySelectorAll("svg > use[href]")) inline(use, use.getAttribute("href").split("#")[1]);
}

/** Shows the icon `name` of the sprite at `address` in place of a <use> that names none yet. */
export function drawIcon(use, address, name) {
  if (!inline(use, name)) use.setAttribute("href", `${address}#${name}`);
}

function inline(use, name) {
  const symbol = sprite?.getElementById(name);
  if (!symbol) return false;
  use.parentElement.setAttribute("viewBox", symbol.getAttribute("viewBox"));
  use.replaceWith(...[...symbol.children].map((shape) => document.importNode(shape, true)));
  return true;
}
