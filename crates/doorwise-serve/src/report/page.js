"use strict";
// Nothing needs a script. Without it the copy buttons stay hidden and every text can be selected; panels
// open and close by their links, and the page may jump a little where one is closed.
let opener = null;
let height = 0;
addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const href = link?.getAttribute("href") ?? "";
  if (href.startsWith("#why-") && !link.closest(".why")) {
    opener = link;
    height = scrollY;
  } else if (link?.className === "close") {
    // Back to the place that was read, whichever of several links had opened the panel.
    addEventListener("hashchange", () => {
      if (opener === null) return;
      scrollTo({ top: height, behavior: "instant" });
      opener.focus({ preventScroll: true });
    }, { once: true });
  }
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelector(".why:target .close")?.click();
});
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
