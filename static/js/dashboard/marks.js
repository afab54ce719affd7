/* What is marked on the curves: injects by numbered flags, the team's posts by speech bubbles, the pointer. */

const FLAG_GAP = 22; // injects closer than this (px) share a flag; their lines still stand

/** `marks` in order of time: {t, kind: "inject" or "team", label}. */
export function paintMarks(context, plan, marks, look) {
  let flagged = -Infinity;
  for (const { t, kind, label } of marks) {
    if (t < plan.from || t > plan.to) continue;
    const px = Math.round(plan.x(t)) + 0.5;
    if (kind === "team") {
      bubble(context, px, plan, look);
      continue;
    }
    upright(context, px, plan.upper[0] - 6, plan.lower[1], { colour: look.mark, dashes: [3, 4], alpha: 0.55 });
    if (px - flagged < FLAG_GAP) continue;
    flag(context, px, label, look);
    flagged = px;
  }
}

export function crosshair(context, { upper, lower }, at, { ink }) {
  upright(context, Math.round(at) + 0.5, upper[0], lower[1], { colour: ink, dashes: [], alpha: 0.5 });
}

function upright(context, px, from, to, { colour, dashes, alpha }) {
  context.save();
  context.strokeStyle = colour;
  context.globalAlpha = alpha;
  context.lineWidth = 1;
  context.setLineDash(dashes);
  context.beginPath();
  context.moveTo(px, from);
  context.lineTo(px, to);
  context.stroke();
  context.restore();
}

function flag(context, px, label, { mark, surface, font }) {
  context.font = `700 11px ${font}`;
  const width = Math.max(16, context.measureText(label).width + 8);
  context.fillStyle = mark;
  context.beginPath();
  context.roundRect(px - width / 2, 2, width, 16, 4);
  context.fill();
  context.fillStyle = surface;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(label, px, 10.5);
}

function bubble(context, px, { upper, lower }, { team }) {
  const py = (upper[1] + lower[0]) / 2;
  upright(context, px, upper[1] - 4, lower[0] - 5, { colour: team, dashes: [], alpha: 0.8 });
  context.fillStyle = team;
  context.beginPath();
  context.roundRect(px - 6, py - 5, 12, 9, 3);
  context.moveTo(px - 3, py + 3);
  context.lineTo(px - 4, py + 8);
  context.lineTo(px + 2, py + 4);
  context.fill();
}
