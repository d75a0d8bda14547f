// An extra: the page refreshes itself and keeps open what was open.
"use strict";
(() => {
  let open = [];
  const folds = () => [...document.querySelectorAll("#figures details")];

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "figures") return;
    open = folds().map((fold) => fold.open);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "figures") return;
    folds().forEach((fold, i) => { fold.open = open[i] === true; });
  });
})();
