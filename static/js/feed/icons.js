// A post has eight icons, and posts come by the dozen: each <use> of the sprite would be looked up and copied
// by the browser anew. So the drawings are put into the template once, and cloned with it.

/** Replaces every <use> in `template` by what it stands for in the sprite at `address`. */
export async function inlineIcons(template, address) {
  const answer = await fetch(address);
  const sprite = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
  for (const use of template.content.querySelectorAll("svg > use[href]")) {
    const symbol = sprite.getElementById(use.getAttribute("href").split("#")[1]);
    if (!symbol) continue;
    use.parentElement.setAttribute("viewBox", symbol.getAttribute("viewBox"));
    use.replaceWith(...[...symbol.children].map((shape) => document.importNode(shape, true)));
  }
}
