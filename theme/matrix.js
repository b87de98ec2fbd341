// The rows of the matrix can be filtered. What is chosen stands in the address.
(function () {
  function all(selector) { return document.querySelectorAll(selector); }
  function show(name) {
    all(".chip").forEach(function (it) { it.ariaPressed = it.value === name; });
    all("[data-kept]").forEach(function (it) { it.hidden = name && !it.dataset.kept.split(" ").includes(name); });
    // What is left is looked for, so nothing of it stays folded away.
    all(".band").forEach(function (it) {
      it.hidden = !it.querySelector("[data-kept]:not([hidden])");
      if (name) it.open = true;
    });
  }
  function choose() {
    show(this.value);
    try { history.replaceState(history.state, "", this.value ? "?show=" + encodeURIComponent(this.value) : location.pathname); } catch (e) {}
  }
  function offer() {
    var asked = new URLSearchParams(location.search).get("show");
    all(".chip").forEach(function (it) {
      it.addEventListener("click", choose);
      if (it.value === asked) show(asked);
    });
  }
  document.addEventListener("archbook:swap", offer);
  offer();
})();
