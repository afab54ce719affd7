/* The form of a new session: rooms come and go, languages follow the scenario. It works without this script too. */

import { fill } from "../words.js";
import { show } from "./dom.js";

function wire(form) {
  const rooms = form.querySelector(".room-names");
  rooms.addEventListener("click", (event) => {
    if (event.target.closest("[data-adds-room]")) addRoom(rooms);
    const taker = event.target.closest("[data-takes-room]");
    if (taker) takeRoom(rooms, taker.closest(".room-names__row"));
  });
  form.addEventListener("change", () => follow(form));
  showButtons(rooms);
  follow(form);
}

const rowsOf = (rooms) => [...rooms.querySelectorAll(".room-names__row")];

function addRoom(rooms) {
  const last = rowsOf(rooms).at(-1);
  const row = last.cloneNode(true);
  const input = row.querySelector("input");
  input.removeAttribute("id");
  input.value = fill(rooms.dataset.label, { n: rowsOf(rooms).length + 1 });
  input.setAttribute("aria-label", input.value);
  last.after(row);
  input.select();
  showButtons(rooms);
}

function takeRoom(rooms, row) {
  const next = row.nextElementSibling?.querySelector("input, button") ?? rooms.querySelector("input");
  row.remove();
  next.focus();
  showButtons(rooms);
}

function showButtons(rooms) {
  const rows = rowsOf(rooms);
  for (const row of rows) show(row.querySelector("[data-takes-room]"), rows.length > 1);
  show(rooms.querySelector("[data-adds-room]"), rows.length < Number(rooms.dataset.most));
}

/** Only languages that the chosen scenario has; the pressure field only where it is asked for. */
function follow(form) {
  const languages = form.querySelector("[name=scenario]:checked")?.dataset.languages.split(" ");
  const select = form.querySelector("[name=lang]");
  for (const option of select.options) option.disabled = Boolean(languages) && !languages.includes(option.value);
  if (select.selectedOptions[0]?.disabled) select.value = languages[0];
  const pressure = form.querySelector("[name=pressure]");
  show(pressure.closest(".field"), !form.querySelector("[name=follow]").checked);
}

const form = document.getElementById("new-session");
if (form) wire(form);
