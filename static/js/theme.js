// Runs before the first paint, so that no page flashes in the wrong colours. Not a module: those wait.
{
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  const stored = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage refused: follow the system
    }
  };

  const apply = () => {
    const choice = stored();
    const theme = choice === "light" || choice === "dark" ? choice : dark.matches ? "dark" : "light";
    document.documentElement.dataset.theme = theme;
  };

  apply();
  dark.addEventListener("change", apply);
  window.addEventListener("storage", apply);
}
