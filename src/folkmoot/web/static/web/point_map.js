// Draws every point of a crowded map over its SVG summary.
"use strict";
(() => {
  const PALETTE = ["--ink-soft", "--group-1", "--group-2", "--group-3", "--group-4", "--group-5", "--group-6"];

  function draw(map) {
    const data = JSON.parse(document.getElementById(map.dataset.pointMap).textContent);
    const canvas = map.querySelector("canvas") || map.appendChild(document.createElement("canvas"));
    canvas.setAttribute("aria-hidden", "true");
    const size = map.clientWidth;
    const sharpness = window.devicePixelRatio || 1;
    canvas.width = canvas.height = Math.round(size * sharpness);
    const pen = canvas.getContext("2d");
    const tones = getComputedStyle(map);
    const scale = (size * sharpness) / 1000;
    const shapes = data.shapes.map((path) => new Path2D(path));
    const radius = data.x.length > 4000 ? 5 : 7;
    pen.globalAlpha = 0.65;
    data.shapes.forEach((_, shape) => {
      pen.fillStyle = tones.getPropertyValue(PALETTE[shape]);
      for (let i = 0; i < data.x.length; i++) {
        if (data.shape[i] !== shape) continue;
        pen.setTransform(radius * scale, 0, 0, radius * scale, data.x[i] * scale, data.y[i] * scale);
        pen.fill(shapes[shape]);
      }
    });
    pen.globalAlpha = 1;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.font = `800 ${60 * scale}px system-ui, sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineWidth = 14 * scale;
    pen.lineJoin = "round";
    pen.strokeStyle = tones.getPropertyValue("--paper-raised");
    pen.fillStyle = tones.getPropertyValue("--ink");
    data.letters.forEach(([letter, x, y]) => {
      pen.strokeText(letter, x * 10 * scale, y * 10 * scale);
      pen.fillText(letter, x * 10 * scale, y * 10 * scale);
    });
  }

  const drawAll = (within) => within.querySelectorAll("[data-point-map]").forEach(draw);
  drawAll(document);
  document.addEventListener("htmx:load", (event) => drawAll(event.target));
  window.addEventListener("resize", () => drawAll(document));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll(document));
})();
