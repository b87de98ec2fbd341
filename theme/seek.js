// The field of the search. All else is loaded by whoever comes near it.
(function () {
  var form = document.querySelector(".seek"), script;
  if (!form) return;
  function load() {
    if (script) return;
    script = document.createElement("script");
    script.src = new URL("search.js", form.action);
    document.head.append(script);
  }
  function seek(event) {
    event.preventDefault();
    load();
    form.dataset.wanted = "";
    form.dispatchEvent(new Event("seek"));
  }
  form.addEventListener("focusin", load);
  form.addEventListener("pointerenter", load);
  ["click", "input", "submit"].forEach(function (it) { form.addEventListener(it, seek); });
  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "k" && !event.shiftKey && !event.altKey) seek(event);
  });
  var key = document.createElement("kbd");
  key.textContent = archbook.words["seek-key"];
  form.append(key);
  if (document.getElementById("page.search")) load();
})();
