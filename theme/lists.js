// A table of records can be sorted and filtered. What is chosen stands in the address.
(function () {
  function make(name, parent, more) {
    return parent.appendChild(Object.assign(document.createElement(name), more));
  }
  function offer() {
    var table = document.querySelector("table:has([data-key])"), bar = document.querySelector(".filter");
    if (!table || table.querySelector("th button")) return;
    var asked = new URLSearchParams(location.search), body = table.tBodies[0], rows = Array.from(body.rows);
    var heads = Array.from(table.tHead.rows[0].cells), sort = asked.get("sort") || "", chips = [], field, count;

    function value(row, column) {
      var cell = row.cells[column], text = cell.textContent;
      return cell.dataset.rank || text;
    }
    function show() {
      var words = field ? field.value.toLowerCase().split(/\s+/) : [];
      var wanted = chips.filter(function (it) { return it.ariaPressed === "true"; }).map(function (it) { return it.value; });
      var left = rows.filter(function (row) {
        var text = row.textContent.toLowerCase(), status = row.querySelector(".st");
        row.hidden = !words.every(function (it) { return text.includes(it); }) || wanted.length > 0 && !wanted.includes(status && status.textContent);
        return !row.hidden;
      });
      var key = sort.replace("-", ""), way = sort[0] === "-" ? -1 : 1;
      var column = heads.findIndex(function (it) { return it.dataset.key === key; });
      heads.forEach(function (it, at) {
        at === column ? it.setAttribute("aria-sort", way > 0 ? "ascending" : "descending") : it.removeAttribute("aria-sort");
      });
      // What says nothing comes last, whichever way.
      var sorted = column < 0 ? rows : rows.slice().sort(function (a, b) {
        var one = value(a, column), other = value(b, column);
        return !one || !other ? !one - !other : way * one.localeCompare(other, undefined, { numeric: true });
      });
      body.append.apply(body, sorted);
      if (count) count.textContent = left.length < rows.length ? bar.dataset.shown.replace("{shown}", left.length).replace("{total}", rows.length) : "";
      keep({ q: field && field.value, status: wanted.join(), sort: sort });
    }
    function keep(chosen) {
      Object.keys(chosen).forEach(function (it) { chosen[it] ? asked.set(it, chosen[it]) : asked.delete(it); });
      var query = asked.toString();
      try { history.replaceState(history.state, "", location.pathname + (query && "?" + query) + location.hash); } catch (e) {}
    }
    function filters() {
      var seen = {}, label = bar.dataset.filter;
      bar.role = "search";
      bar.ariaLabel = label;
      field = make("input", bar, { type: "search", placeholder: label, ariaLabel: label, value: asked.get("q") || "" });
      field.addEventListener("input", show);
      var chosen = (asked.get("status") || "").split(",");
      body.querySelectorAll(".st").forEach(function (it) {
        var word = it.textContent;
        if (seen[word]) return;
        seen[word] = make("button", bar, { type: "button", className: it.className, innerHTML: it.innerHTML, value: word, ariaPressed: chosen.includes(word) });
        seen[word].addEventListener("click", function () { this.ariaPressed = this.ariaPressed !== "true"; show(); });
      });
      chips = Object.values(seen);
      count = make("output", document.querySelector(".count"));
    }
    heads.forEach(function (head) {
      var button = document.createElement("button"), key = head.dataset.key;
      button.type = "button";
      button.append.apply(button, head.childNodes);
      head.append(button);
      button.addEventListener("click", function () { sort = sort === key ? "-" + key : sort === "-" + key ? "" : key; show(); });
    });
    if (bar) filters();
    if (location.search) show();
  }
  document.addEventListener("archbook:swap", offer);
  offer();
})();
