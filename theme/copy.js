// A button that copies the code beside it.
(function () {
  var words = archbook.words;

  function offer() {
    document.querySelectorAll("figure.code:not(:has(> .copy))").forEach(function (figure) {
      var copy = document.createElement("button");
      copy.type = "button"; copy.className = "copy"; copy.textContent = words.copy;
      copy.addEventListener("click", function () {
        navigator.clipboard.writeText(figure.querySelector("code").textContent).then(function () {
          copy.textContent = words.copied;
          setTimeout(function () { copy.textContent = words.copy; }, 1600);
        }, function () {});
      });
      figure.append(copy);
    });
  }
  if (!navigator.clipboard) return;
  document.addEventListener("archbook:swap", offer);
  offer();
})();
