// A small curve of numbers over time, as SVG built node by node.
const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 240;
const HEIGHT = 40;

/** The line through `counts` in a box of `width` by `height`, as the `d` of two paths: what is complete, and the
 *  way to the last number, whose time is still running. "" where there is nothing to draw. PURE. */
export function linesOf(counts, width = WIDTH, height = HEIGHT) {
  const peak = Math.max(1, ...counts);
  const points = counts.map((number, at) => {
    const x = (at * width) / Math.max(1, counts.length - 1);
    return `${round(x)} ${round(height - 1 - (number * (height - 3)) / peak)}`;
  });
  return { complete: pathOf(points.slice(0, -1)), running: pathOf(points.slice(-2)), all: pathOf(points) };
}

function pathOf(points) {
  return points.length < 2 ? "" : `M${points.join("L")}`;
}

/** An image of the curve; `label` is what a screen reader says of it. */
export function drawCurve(counts, label) {
  const svg = shape("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", class: "curve" });
  svg.setAttribute("aria-label", label);
  const { complete, running, all } = linesOf(counts.length === 1 ? [0, ...counts] : counts);
  svg.append(
    shape("path", { class: "curve__area", d: `${all}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z` }),
    shape("path", { class: "curve__line", d: complete }),
    shape("path", { class: "curve__line curve__line--running", d: running }),
  );
  return svg;
}

function shape(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

function round(number) {
  return Math.round(number * 10) / 10;
}
