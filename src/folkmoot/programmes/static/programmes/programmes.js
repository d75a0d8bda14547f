// On a narrow screen the tabs scroll: show the one that is open.
"use strict";
for (const tab of document.querySelectorAll(".programme-bar [aria-current]")) {
  tab.scrollIntoView({ block: "nearest", inline: "center" });
}
