// The button that changes the colour theme: as the system has it, light, dark.
(function () {
  var root = document.documentElement, order = ["", "light", "dark"], words = archbook.words;
  var button = document.getElementById("page.theme");
  if (!button) return;

  function show() {
    var chosen = root.dataset.theme || "";
    button.setAttribute("aria-label", words.theme + ": " + words["theme-" + (chosen || "system")]);
    button.title = button.getAttribute("aria-label");
  }
  button.innerHTML = '<svg class="i" aria-hidden="true">' + archbook.icon + "</svg>";
  button.hidden = false;
  button.addEventListener("click", function () {
    var next = order[(order.indexOf(root.dataset.theme || "") + 1) % 3];
    if (next) root.dataset.theme = next; else delete root.dataset.theme;
    try { next ? localStorage.setItem("archbook-theme", next) : localStorage.removeItem("archbook-theme"); } catch (e) {}
    show();
  });
  show();
})();
