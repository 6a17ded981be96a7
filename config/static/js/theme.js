/* Runs before the first paint: where nobody has chosen yet, follow the machine. The server renders a choice itself. */
(function () {
  "use strict";
  var root = document.documentElement;
  if (!root.dataset.bsTheme) {
    root.dataset.bsTheme = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
})();
