// Single keys, what lists them, and the switch that turns them off.
(function () {
  var button = document.getElementById("page.keys"), words = archbook.words;
  if (!button) return;
  var stages = document.querySelectorAll(".stages a"), dialog;

  function follow(selector) {
    return function () {
      var it = document.querySelector(selector);
      return it && function () { it.click(); };
    };
  }
  // The keys in the order of the list: each with its words, and with what it does on this page, if
  // it does anything there.
  var keys = {
    j: ["key-next", follow("main a[rel=next]")],
    k: ["key-previous", follow("main a[rel=prev]")],
    t: ["theme", follow("#page\\.theme")],
    e: ["key-edit", follow("a[rel~=edit]")],
    y: ["key-copy", function () { return navigator.clipboard && copy; }],
    "/": ["search", follow(".seek input")],
    "?": ["key-list", function () { return list; }]
  };

  function copy() {
    var id = document.querySelector(".block .no");
    var text = (id ? id.textContent + " " : "") + location.href;
    navigator.clipboard.writeText(text).then(function () { say(words.copied); }, function () {});
  }
  function say(text) { archbookOver(function () { show(text); }); }
  function show(text) {
    var said = add(document.body, "p", "");
    said.className = "said";
    said.setAttribute("role", "status");
    requestAnimationFrame(function () { said.textContent = text; });
    setTimeout(function () { said.remove(); }, 1600);
  }
  function isOn() {
    try { return localStorage.getItem("archbook-keys") !== "off"; } catch (e) { return true; }
  }
  function add(into, name, text) {
    var element = document.createElement(name);
    element.textContent = text;
    into.append(element);
    return element;
  }
  function list() {
    if (!dialog) build();
    archbookOver(function () { dialog.showModal(); });
  }
  function build() {
    dialog = add(document.body, "dialog", "");
    dialog.className = "keys";
    dialog.setAttribute("closedby", "any");
    var title = add(dialog, "h2", button.textContent);
    title.id = "page.keys-title";
    dialog.setAttribute("aria-labelledby", title.id);
    var table = add(dialog, "dl", "");
    function line(key, text) {
      var pair = add(table, "div", "");
      add(add(pair, "dt", ""), "kbd", key);
      add(pair, "dd", text);
    }
    if (stages.length) line(stages.length > 1 ? "1 – " + stages.length : "1", words["key-stage"]);
    Object.keys(keys).forEach(function (key) { if (keys[key][1]()) line(key, words[keys[key][0]]); });
    var label = add(dialog, "label", "");
    var box = add(label, "input", "");
    box.type = "checkbox";
    box.checked = isOn();
    box.addEventListener("change", function () {
      try { box.checked ? localStorage.removeItem("archbook-keys") : localStorage.setItem("archbook-keys", "off"); } catch (e) {}
    });
    label.append(" " + words["keys-on"]);
    var close = add(dialog, "button", words.close);
    close.type = "button";
    close.addEventListener("click", function () { dialog.close(); });
  }

  document.addEventListener("keydown", function (event) {
    var isField = event.target.closest && event.target.closest("input, select, textarea, dialog, [contenteditable]");
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing || event.defaultPrevented) return;
    if (isField || (dialog && dialog.open) || !isOn()) return;
    var stage = /^[1-9]$/.test(event.key) && stages[event.key - 1];
    var run = stage ? function () { stage.click(); } : Object.hasOwn(keys, event.key) && keys[event.key][1]();
    if (!run) return;
    event.preventDefault();
    run();
  });
  button.hidden = false;
  button.addEventListener("click", list);
})();
