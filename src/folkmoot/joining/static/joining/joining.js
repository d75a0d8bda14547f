// Extras for the front door; every page works without them.
"use strict";
(() => {
  // A visit by a tracked link is counted by this request, which only a page that a person
  // looks at sends: previews and mail scanners fetch pages but neither show nor run them.
  const door = document.querySelector("form[data-visit]");
  function countVisit() {
    if (document.visibilityState !== "visible" || door.dataset.counted) return;
    door.dataset.counted = "yes";
    fetch(door.dataset.visit, { method: "POST", body: new FormData(door), keepalive: true })
      .then((answer) => { if (answer.ok) door.elements.counted.value = "1"; })
      .catch(() => {});
  }
  if (door) {
    if (document.prerendering) document.addEventListener("prerenderingchange", countVisit, { once: true });
    else countVisit();
    document.addEventListener("visibilitychange", countVisit);
  }

  // A code behind "#" is sent to no server by opening its link: it is put into the form here.
  const code = document.querySelector("input[name=code]");
  // A filter may have rewritten the sign itself: then it stands in the address as %23.
  const behind = location.hash || /%23.+/.exec(location.search)?.[0].slice(2) || "";
  if (code && behind.length > 1) {
    // Whatever a letter or a filter put behind it comes along: the server reads the code out of it.
    let given = behind.slice(1, 500);
    try { given = decodeURIComponent(given); } catch { /* as it stands */ }
    code.value = given;
    history.replaceState(null, "", location.pathname + location.search.replace(/%23.*/, ""));
  }

  // Another language means this page anew, and its address holds the code no longer. This tab alone
  // keeps it for that one load: it is removed when it is read, whatever page comes next.
  const tab = (() => { try { return window.sessionStorage; } catch { return null; } })();
  const kept = tab?.getItem("joining-code") || "";
  tab?.removeItem("joining-code");
  const here = `${location.pathname} `;
  if (code && !code.value && kept.startsWith(here)) code.value = kept.slice(here.length);
  document.querySelector("form.languages")?.addEventListener("submit", () => {
    if (code?.value) tab?.setItem("joining-code", here + code.value);
  });

  const copy = document.querySelector("button[data-copy]");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).value);
      copy.textContent = copy.dataset.copied;
    });
  }
})();
