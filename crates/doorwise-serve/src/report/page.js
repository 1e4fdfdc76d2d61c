"use strict";
// Only the copy buttons need a script: without it they stay hidden and every text can be selected.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    let done = "Copied";
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      // No clipboard here: the text is marked instead, ready for the keyboard.
      getSelection().selectAllChildren(document.getElementById(button.dataset.from));
      done = "Marked";
    }
    button.textContent = done;
    document.getElementById("copied").textContent = done;
    setTimeout(() => { button.textContent = label; }, 1600);
  });
}
