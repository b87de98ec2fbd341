// Finds documents by their words. What a query needs of the index is loaded when it needs it, once.
(function (search) {
  // What a term is worth in an id, a title, a heading, and in a text that says it often, sometimes or once.
  const WORTH = [12, 8, 3, 2, 1.4, 1];
  // No query reads more shards for one word; who types the first letter goes on typing.
  const SHARDS_MAX = 4;
  const LAST = "\u{10ffff}";
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  const files = new Map(), taken = new Map();
  search.take = (kind, number, data) => taken.set(kind + number, data);
  // One file of the index: `load` fetches it, and it calls `archbookSearch` with what it holds.
  function file(kind, number, name) {
    const known = kind + number;
    if (!files.has(known)) {
      const loaded = search.load("search/" + name).then(() => taken.get(known));
      loaded.catch(() => files.delete(known));
      files.set(known, loaded);
    }
    return files.get(known);
  }
  search.directory = () => file("i", 0, "index.js");
  const facts = () => file("f", 0, "facts.js");
  const shards = new Map();
  async function shard(at) {
    const text = await file("t", at, "t-" + at + ".js");
    if (!shards.has(at)) shards.set(at, opened(text));
    return shards.get(at);
  }
  // What the sheet shows of a document.
  search.describe = async (document) => {
    const { block } = await search.directory();
    const at = Math.floor(document / block);
    return (await file("d", at, "d-" + at + ".js"))[document % block];
  };

  function numbers(text, see) {
    let number = 0, scale = 1;
    for (const digit of text) {
      const value = DIGITS.indexOf(digit);
      number += (value & 31) * scale;
      scale *= 32;
      if (value < 32) { see(number); number = 0; scale = 1; }
    }
  }
  // The documents of a set.
  search.documents = (text) => {
    const all = [];
    let next = 0;
    numbers(text, (it) => { all.push(next + it); next += it + 1; });
    return all;
  };
  function opened(text) {
    const parts = text.split(" "), terms = [];
    let term = "";
    for (let at = 0; at + 1 < parts.length; at += 2) {
      term = term.slice(0, DIGITS.indexOf(parts[at][0])) + parts[at].slice(1);
      terms.push({ term, postings: parts[at + 1] });
    }
    return terms;
  }
  function postings(entry) {
    if (entry.all) return entry.all;
    const all = [];
    let next = 0, document = -1;
    numbers(entry.postings.replace("*", ""), (it) => {
      if (document < 0) { document = next + it; return; }
      all.push({ document, rank: it % 6, heading: Math.floor(it / 6) });
      next = document + 1;
      document = -1;
    });
    return (entry.all = all);
  }
  // The terms from one text to another; where they are too many, those around the word.
  async function between(low, high, word) {
    const { first } = await search.directory();
    const of = (text) => Math.max(0, first.findLastIndex((it) => it <= text));
    const start = Math.max(of(low), Math.min(of(word) - SHARDS_MAX / 2, of(high) - SHARDS_MAX + 1));
    const wanted = Array.from({ length: Math.min(of(high) - start + 1, SHARDS_MAX) }, (_, at) => shard(start + at));
    return (await Promise.all(wanted)).flat();
  }

  // Whether one slip, of one letter or of two that changed places, leads from a word to a term, or to its beginning.
  function slips(word, term, prefix) {
    let at = 0;
    while (at < word.length && word[at] === term[at]) at++;
    const same = (one, other) => (prefix ? other.startsWith(one) : one === other);
    const [rest, there] = [word.slice(at), term.slice(at)];
    return same(rest.slice(1), there.slice(1)) || same(rest.slice(1), there) || same(rest, there.slice(1)) ||
      (rest.length > 1 && rest[0] === there[1] && rest[1] === there[0] && same(rest.slice(2), there.slice(2)));
  }

  // The terms that a word may mean, each with how well it does.
  async function meant(word, prefix) {
    const terms = await between(word, prefix ? word + LAST : word, word);
    const found = [];
    for (const entry of terms) {
      if (entry.term === word) found.push({ entry, like: 1 });
      else if (prefix && entry.term.startsWith(word)) found.push({ entry, like: 0.6 });
    }
    const few = found.length < 3 && !found.some((it) => it.like === 1);
    if (few && word.length > 3 && !/\p{N}/u.test(word)) {
      const near = await between(word.slice(0, 2), word.slice(0, 2) + LAST, word);
      for (const entry of near) {
        if (slips(word, entry.term, false)) found.push({ entry, like: 0.5 });
        else if (prefix && slips(word, entry.term, true)) found.push({ entry, like: 0.25 });
      }
    }
    return found;
  }

  // Where a word is: by document, what it is worth there. `all` where nearly every document has it.
  async function places(word, prefix, total) {
    const found = new Map();
    found.terms = [];
    for (const { entry, like } of await meant(word, prefix)) {
      const list = postings(entry);
      found.all ||= like === 1 && entry.postings[0] === "*";
      found.terms.push(entry.term);
      const rare = Math.log(1 + (total - list.length + 0.5) / (list.length + 0.5));
      for (const { document, rank, heading } of list) {
        const worth = WORTH[rank] * rare * like;
        const before = found.get(document);
        if (!before || before.worth < worth) found.set(document, { worth, rank, heading });
      }
    }
    return found;
  }
  // The same for a word that may be written in pieces, if nothing has it whole.
  async function word({ whole, pieces }, prefix, total) {
    const found = await places(whole, prefix, total);
    if (found.size || found.all || !pieces.length) return [found];
    return Promise.all(pieces.map((it, at) => places(it, prefix && at === pieces.length - 1, total)));
  }

  // What goes by this id or number, however it is written.
  async function named(words, total) {
    const name = words.map((it) => it.whole).join("");
    if (words.length > 4 || !/\p{N}/u.test(name)) return new Map();
    const found = await places(name, false, total);
    for (const [document, { rank }] of found) if (rank > 0) found.delete(document);
    return found;
  }

  // What a query asks for. What reads more than words is loaded when a query is more.
  async function parsed(text) {
    if (/[-:"()]/.test(text)) {
      await search.load("ask.js");
      return search.parse(text);
    }
    const words = text.split(/\s+/).filter(Boolean);
    return { words: words.map((text) => ({ text })), asks: [], wrong: [] };
  }
  // Everything that a query finds, the best first: the number of each document with its headings.
  search.find = async (text) => {
    const { documents: total, retired } = await search.directory();
    const query = await parsed(text);
    const wrong = [...query.wrong];
    const keeps = query.asks.length ? search.filter(await facts(), query.asks, wrong) : () => true;
    const open = query.words.filter((it) => !it.not);
    const last = open.at(-1);
    const split = (it) => search.words(it.text).map((word, at, all) => ({ ...word, prefix: it === last && !it.quoted && at === all.length - 1 }));
    const words = open.flatMap(split);
    const wanted = (await Promise.all(words.map((it) => word(it, it.prefix, total)))).flat();
    const unwanted = query.words.filter((it) => it.not).flatMap((it) => search.words(it.text));
    const without = await Promise.all(unwanted.map((it) => places(it.whole, false, total)));
    const exact = await named(words, total);
    const isOpen = (document) => keeps(document) && !without.some((it) => it.all || it.has(document));
    let found = hits(wanted, total).filter((it) => isOpen(it.document));
    const isPartial = wanted.length > 1 && !found.length;
    if (isPartial) found = some(wanted).filter((it) => isOpen(it.document));
    for (const document of exact.keys()) {
      if (isOpen(document) && !found.some((it) => it.document === document)) found.push({ document, worth: 0, count: 0, headings: [] });
    }
    const order = (one, other) =>
      exact.has(other.document) - exact.has(one.document) ||
      (one.document >= retired) - (other.document >= retired) ||
      other.count - one.count || other.worth - one.worth || one.document - other.document;
    found.sort(order);
    return { found, isPartial, wrong, terms: wanted.flatMap((it) => it.terms) };
  };

  // The documents that every word is in.
  function hits(wanted, total) {
    const rare = wanted.filter((it) => !it.all).sort((one, other) => one.size - other.size);
    if (rare.length) return [...rare[0].keys()].filter((it) => rare.every((word) => word.has(it))).map((it) => hit(wanted, it, 0));
    const everywhere = Array.from({ length: total }, (_, document) => document);
    return everywhere.map((it) => hit(wanted, it, 0));
  }
  // The documents that some of the words are in.
  function some(wanted) {
    const all = new Set(wanted.flatMap((it) => [...it.keys()]));
    return [...all].map((it) => hit(wanted, it, wanted.filter((word) => word.has(it)).length));
  }
  function hit(wanted, document, count) {
    const found = wanted.map((it) => it.get(document)).filter(Boolean);
    const inTitle = found.length === wanted.length && found.every((it) => it.rank < 2);
    const worth = found.reduce((sum, it) => sum + it.worth, 0) * (inTitle ? 1.5 : 1);
    const headings = [...new Set(found.filter((it) => it.heading).map((it) => it.heading))];
    return { document, worth, count, headings: headings.sort((one, other) => one - other).slice(0, 3) };
  }
})(archbookSearch);
