// Buttons that copy what another element holds: <button data-copies="ID" hidden>. They show
// themselves, for without script they would do nothing.

// Lets a button copy a field or an element. Where the browser forbids it, the text is selected.
export function copies(button, from) {
  button.addEventListener("click", async () => {
    if (from.select) from.select();
    else getSelection().selectAllChildren(from);
    try {
      await navigator.clipboard.writeText(from.value ?? from.textContent);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Selected: press Ctrl and C";
    }
  });
}

for (const button of document.querySelectorAll("button[data-copies]")) {
  copies(button, document.getElementById(button.dataset.copies));
  button.hidden = false;
}
