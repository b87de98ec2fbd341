// Text to terms, which are what a search compares: as src/search/terms.rs says, where all reasons stand.
function archbookSearch(kind, number, data) { archbookSearch.take(kind, number, data); }
(function (search) {
  const MARKS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;
  const DENSE = "[\\u3005-\\u3007\\u3041-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]";
  const RUN = new RegExp(DENSE + "+|(?:(?!" + DENSE + ")[\\p{Alphabetic}\\p{N}\\p{M}_])+", "gu");
  const IS_DENSE = new RegExp("^" + DENSE, "u");
  const BREAK = /_+|(?<=\p{N})(?=[^\p{N}_])|(?<=[^\p{N}_])(?=\p{N})|(?<=\p{Lowercase})(?=\p{Uppercase})|(?<=\p{Uppercase})(?=\p{Uppercase}\p{Lowercase})/u;
  const PLAIN = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", ı: "i", ŧ: "t", ς: "σ" };
  const MAX = 40;

  const unmarked = (text) => text.normalize("NFKD").replace(MARKS, "").normalize("NFC");
  const plain = (piece) => (piece.replace(/^0+/, "") || "0").toLowerCase().replace(/[ßæœþøłđðħıŧς]/g, (it) => PLAIN[it]);
  const isTerm = (it) => it && [...it].length <= MAX;

  function word(run) {
    const pieces = run.split(BREAK).filter(Boolean).map(plain);
    const some = pieces.length > 1 ? pieces.filter((it) => isTerm(it) && ([...it].length > 1 || /\p{N}/u.test(it))) : [];
    const whole = pieces.join("");
    return { whole: isTerm(whole) ? whole : "", pieces: some };
  }
  function pairs(run) {
    const signs = [...run];
    if (signs.length < 2) return [{ whole: run, pieces: [] }];
    return signs.slice(1).map((it, at) => ({ whole: signs[at] + it, pieces: [] }));
  }
  // The words of a text, each as a term and, where it has several, its pieces.
  search.words = (text) => {
    const runs = unmarked(text).match(RUN) || [];
    return runs.flatMap((it) => (IS_DENSE.test(it) ? pairs(it) : word(it)));
  };
  // A text with the words marked that begin with one of these terms: what lies between and what is marked in turn.
  search.marked = (text, terms) => {
    const found = [];
    let at = 0;
    for (const run of text.matchAll(/[\p{Alphabetic}\p{N}\p{M}_]+/gu)) {
      const word = search.words(run[0]);
      const has = (it) => terms.some((term) => it.startsWith(term));
      if (!word.some((it) => has(it.whole) || it.pieces.some(has))) continue;
      found.push(text.slice(at, run.index), run[0]);
      at = run.index + run[0].length;
    }
    return [...found, text.slice(at)];
  };
})(archbookSearch);
