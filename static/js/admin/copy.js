// Copies the text beside a button. Plain http has no clipboard API: selecting and the old command work everywhere.
function copyBeside(button) {
  const field = button.parentElement.querySelector("input");
  field.select();
  if (document.execCommand("copy")) button.textContent = button.dataset.copied;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copies]");
  if (button) copyBeside(button);
});
