// Comforts for the guide; everything can be read without them.
(() => {
  "use strict";
  const words = document.body.dataset; // in the language of the guide
  const statements = [...document.querySelectorAll(".guide-statement")];
  const filters = document.getElementById("filters");
  const status = document.getElementById("filter-status");
  const theme = document.getElementById("filter-theme");
  const question = document.getElementById("filter-question");

  const holds = (lines, choice) => !choice || !choice.value || lines.split("\n").includes(choice.value);

  function filter() {
    let shown = 0;
    for (const one of statements) {
      one.hidden = !(holds(one.dataset.themes, theme) && holds(one.dataset.questions, question));
      shown += one.hidden ? 0 : 1;
    }
    for (const section of document.querySelectorAll(".guide-section")) {
      section.hidden = !section.querySelector(".guide-statement:not([hidden])");
    }
    status.textContent = shown === statements.length ? "" : words.showing.replace("{shown}", shown);
  }

  function openAll(open) {
    for (const more of document.querySelectorAll("details")) more.open = open;
  }

  if (filters) {
    filters.hidden = false;
    filters.addEventListener("change", filter);
    filters.addEventListener("submit", (event) => event.preventDefault());
    // A reloaded page may remember a choice that nothing shows yet.
    filter();
    const button = document.getElementById("open-all");
    if (!document.querySelector("main details")) button.parentElement.remove();
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(open));
      openAll(open);
    });
  }

  // A link to a statement that is filtered away shows it again.
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.closest("[hidden]")) {
      for (const choice of [theme, question]) if (choice) choice.value = "";
      filter();
      target.scrollIntoView();
    }
  });

  for (const one of statements) {
    const mark = one.querySelector(".guide-statement__mark");
    const copy = document.createElement("button");
    copy.type = "button";
    copy.className = "guide-copy";
    copy.textContent = words.copy;
    copy.setAttribute("aria-label", words.copyOf.replace("{number}", mark.querySelector(".guide-number").textContent));
    copy.addEventListener("click", async () => {
      const link = new URL(`#${one.id}`, location.href).href;
      location.hash = one.id;
      try {
        await navigator.clipboard.writeText(link);
        status.textContent = words.isCopied;
        copy.textContent = words.copied;
      } catch {
        status.textContent = words.isInBar;
        copy.textContent = words.seeBar;
      }
      setTimeout(() => { copy.textContent = words.copy; }, 4000);
    });
    mark.append(" ", copy);
  }

  window.addEventListener("beforeprint", () => openAll(true));
})();
