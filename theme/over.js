// The style of what scripts show over a page: loaded when somebody is about to see it.
var archbookOver = (function () {
  var source = document.currentScript.src, style, waiting = [];

  function there() {
    var then = waiting;
    waiting = null;
    then.forEach(function (it) { it(); });
  }
  return function (then) {
    if (!waiting) return then();
    waiting.push(then);
    if (style) return;
    style = document.createElement("link");
    style.rel = "stylesheet";
    style.onload = style.onerror = there;
    style.href = new URL("over.css", source);
    document.head.append(style);
  };
})();
