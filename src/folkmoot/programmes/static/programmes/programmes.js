// On a narrow screen the tabs scroll: show the one that is open.
"use strict";
document.querySelector(".programme-bar [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
