// The sidebar begins where the reader is, keeps what was folded, and can be filtered where it is long.
(function () {
  var side = document.getElementById("page.side"), KEY = "archbook-side", kept = {};
  if (!side) return;
  try { kept = JSON.parse(sessionStorage.getItem(KEY)) || kept; } catch (e) {}

  function keep() {
    kept.top = side.scrollTop;
    try { sessionStorage.setItem(KEY, JSON.stringify(kept)); } catch (e) {}
  }
  function begin() {
    var here = side.querySelector("[aria-current=page]"), frame = side.getBoundingClientRect();
    var at = here && here.getBoundingClientRect();
    if (here && (at.top < frame.top || at.bottom > frame.bottom)) side.scrollTop += at.top - frame.top - side.clientHeight / 3;
  }
  function filter(group) {
    var input = document.createElement("input"), all = group.querySelector(".all a"), href = all.href;
    input.type = "search";
    input.placeholder = input.ariaLabel = archbook.words.filter;
    group.querySelector(".find").append(input);
    input.addEventListener("input", function () {
      var word = input.value.toLowerCase(), fold = group.querySelector(".fold");
      group.querySelectorAll("li").forEach(function (it) { it.hidden = !it.textContent.toLowerCase().includes(word); });
      if (fold && word) fold.open = true;
      all.href = href + (word && "?q=" + encodeURIComponent(word));
    });
  }
  side.querySelectorAll("details").forEach(function (it) {
    var name = it.dataset.group;
    if (name in kept && !it.querySelector("[aria-current=page]")) it.open = kept[name];
    // What a page unfolds by itself is no wish of its reader.
    it.firstElementChild.addEventListener("click", function () { kept[name] = !it.open; keep(); });
    if ("filter" in it.dataset) filter(it);
  });
  side.addEventListener("toggle", function (event) { if (event.newState === "open") begin(); });
  addEventListener("pagehide", keep);
  side.scrollTop = kept.top || 0;
  begin();
})();
