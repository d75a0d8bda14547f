// Keys for the board, and a guard against the second tap of a double tap.
"use strict";
(() => {
  const KEYS = { 1: "stance-agree", 2: "stance-pass", 3: "stance-disagree", c: "to-comments", n: "to-next" };
  let swappedAt = -Infinity;
  // People who speak to their computer may type letters by accident: the keys can be off.
  const memory = (() => { try { return window.localStorage; } catch { return null; } })();
  let areOff = memory?.getItem("board-keys") === "off";
  const knob = document.getElementById("keys-switch");
  const label = () => { knob.textContent = areOff ? knob.dataset.on : knob.dataset.off; };
  if (knob) {
    knob.hidden = false;
    label();
    knob.addEventListener("click", () => {
      areOff = !areOff;
      memory?.setItem("board-keys", areOff ? "off" : "on");
      label();
    });
  }
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "deal" || event.detail.elt?.id === "deal") swappedAt = performance.now();
  });
  // After the last idea the pressed button is gone: the focus goes to what came in its place.
  document.addEventListener("htmx:afterSettle", () => {
    const deal = document.getElementById("deal");
    if (!deal || document.activeElement !== document.body) return;
    const place = deal.querySelector(".deal__done h2, .error-summary, #current");
    if (!place) return;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
  });
  // The next idea appears under the same finger: a tap that quick was meant for the last one.
  document.addEventListener("click", (event) => {
    if (performance.now() - swappedAt > 400 || !event.target.closest(".stance")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener("keydown", (event) => {
    if (areOff || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const target = document.getElementById(KEYS[event.key.toLowerCase()]);
    if (target) { event.preventDefault(); target.click(); }
  });
})();
