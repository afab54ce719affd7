// Looks whether a draft that was asked for has come, and shows it then. Without scripts there is a link for that.
const EVERY = 2000; // ms

async function stateOf(address) {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (answer.redirected || !answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[data-draft]");
}

async function look(shown) {
  try {
    const fresh = await stateOf(location.href);
    if (fresh && fresh.dataset.draft !== "asked") return location.reload();
    const told = fresh && fresh.querySelector("[role=status]");
    const place = shown.querySelector("[role=status]");
    if (told && told.textContent !== place.textContent) place.textContent = told.textContent;
  } catch {
    // the server is away for a moment: the next look finds it
  }
  return setTimeout(look, EVERY, shown);
}

setTimeout(look, EVERY, document.querySelector("[data-draft]"));
