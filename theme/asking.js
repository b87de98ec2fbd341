// The flat part of the query language: what a query says, and which documents that leaves.
(function (search) {
  // A query as words and what is asked of fields, with the pieces that mean nothing here.
  search.parse = (text) => {
    const query = { words: [], asks: [], wrong: [] };
    const value = (ends) => {
      let said = "", quoted = false;
      for (; at < text.length && !/[\s()]/.test(text[at]) && text[at] !== ends; at++) {
        if (text[at] !== '"') { said += text[at]; continue; }
        const close = text.indexOf('"', at + 1);
        if (close < 0) { query.wrong.push('"'); at = text.length; return null; }
        said += text.slice(at + 1, close);
        quoted = true;
        at = close;
      }
      return { text: said, quoted };
    };
    // Goes on behind the parenthesis that closes the next one.
    const skip = () => {
      for (let open = 0, quoted = false; at < text.length;) {
        const sign = text[at++];
        if (sign === '"') quoted = !quoted;
        if (!quoted) open += (sign === "(") - (sign === ")");
        if (!open) return;
      }
    };
    let at = 0;
    while (at < text.length) {
      const start = at;
      if (/\s/.test(text[at])) { at++; continue; }
      if (text[at] === ")") { query.wrong.push(text[at++]); continue; }
      if (text[at] === "(") { skip(); query.wrong.push(text.slice(start, at)); continue; }
      const not = /^-[^\s()]/.test(text.slice(at));
      if (not) at++;
      const name = /^(\p{Alphabetic}[\p{Alphabetic}\p{N}_-]*):/u.exec(text.slice(at));
      if (!name) {
        const words = value();
        if (words && words.text) query.words.push({ ...words, not });
        continue;
      }
      at += name[0].length;
      if (text[at] === "(") { skip(); query.wrong.push(text.slice(start, at)); continue; }
      const values = [];
      for (;;) {
        const one = value(",");
        if (!one) break;
        if (one.text) values.push(one);
        if (text[at] !== ",") break;
        at++;
      }
      if (values.length) query.asks.push({ name: name[1], values, not });
      else query.wrong.push(text.slice(start, at));
    }
    return query;
  };

  const key = (name) => name.trim().replace(/(\p{Ll})(\p{Lu})/gu, "$1-$2").replace(/^[ _\u00a0-]+|[ _\u00a0-]+/g, (it, at) => (at ? "-" : "")).toLowerCase();
  const one = (name) => name.replace(/s$/, "");

  function pattern({ text, quoted }, spell) {
    const pieces = quoted ? [spell(text)] : spell(text).split("*");
    const exact = (it) => it.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const whole = new RegExp("^" + pieces.map(exact).join("[^]*") + "$", "u");
    return (it) => whole.test(it);
  }
  const idKey = (id) => {
    const it = /^([a-z]{2,12})[- _\u00a0]?(\d{1,6})([^]?)$/i.exec(id);
    return (it ? it[1] + "-" + Number(it[2]) + it[3] : id).toLowerCase();
  };
  function ids(value) {
    const lower = (it) => it.toLowerCase();
    if (!value.quoted && value.text.includes("*")) return (id) => pattern(value, lower)(lower(id));
    return (id) => idKey(id) === idKey(value.text);
  }
  // What lies between two values; `read` says the first and the last that a text means.
  function range(text, read) {
    const [from, to] = text.split("..");
    if (to !== undefined) {
      const low = from ? read(from) : [-Infinity], high = to ? read(to) : [0, Infinity];
      const ok = low && high && (from || to) && low[0] <= high[1];
      return ok && ((it) => it >= low[0] && it <= high[1]);
    }
    const [, sign, value] = /^(>=|<=|>|<|=|)([^<>=]*)$/.exec(text) || [];
    const bounds = value && read(value);
    if (!bounds) return null;
    const [low, high] = bounds;
    return { ">=": (it) => it >= low, ">": (it) => it > high, "<=": (it) => it <= high, "<": (it) => it < low }[sign] || ((it) => it >= low && it <= high);
  }
  const number = (text) => (/^\d+$/.test(text) ? [Number(text), Number(text)] : null);
  // Days are numbers such as 20260314.
  const day = (today) => (text) => {
    const moved = /^today([+-]\d+d)?$/.exec(text);
    const iso = moved ? later(today, parseInt(moved[1] || "0")) : text;
    const [, year, month, date] = /^(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?$/.exec(iso) || [];
    const whole = year * 10000 + (month || 0) * 100 + Number(date || 0);
    if (!year || (month && !(month >= 1 && month <= 12))) return null;
    if (!month) return [whole, whole + 9999];
    if (!date) return [whole, whole + 99];
    const real = new Date(Date.UTC(year, month - 1, date)).getUTCDate() === Number(date);
    return real ? [whole, whole] : null;
  };
  function later(today, days) {
    const at = new Date(Date.UTC(Math.floor(today / 10000), (Math.floor(today / 100) % 100) - 1, (today % 100) + days));
    return at.toISOString().slice(0, 10);
  }

  // Which documents hold what is asked: a function of their numbers. What means nothing is added to `wrong`.
  search.filter = (facts, asks, wrong) => {
    const tests = asks.map(({ name, values, not }) => {
      const any = test(facts, name, values, wrong);
      return any && ((it) => any(it) !== not);
    });
    return (it) => tests.every((test) => !test || test(it));
  };
  function test(facts, name, values, wrong) {
    const spelled = key(name);
    const columns = { id: [facts.ids, ids], number: [facts.numbers, (it) => range(it.text, number)] };
    for (const name of facts.dateNames) columns[name] = [facts.dates, (it) => range(it.text, day(facts.today))];
    if (Object.hasOwn(columns, spelled)) {
      const [column, read] = columns[spelled];
      const tests = values.map((it) => read(it) || void wrong.push(it.text)).filter(Boolean);
      return tests.length && ((at) => Boolean(column[at]) && tests.some((test) => test(column[at])));
    }
    const fact = facts.facts.find(([names, closed]) => names.some((it) => (closed ? it === spelled : one(it) === one(spelled))));
    if (!fact) return void wrong.push(name + ":");
    const [, closed, known] = fact;
    const sets = values.flatMap((value) => {
      if (!closed) return known.filter(([names]) => pattern(value, key)(names[0]));
      const wanted = key(value.text);
      const found = known.find(([names]) => names[0] === wanted) || known.find(([names]) => names.includes(wanted));
      if (!found) wrong.push(value.text);
      return found ? [found] : [];
    });
    if (closed && !sets.length) return null;
    const all = new Set(sets.flatMap(([, documents]) => search.documents(documents)));
    return (at) => all.has(at);
  }
})(archbookSearch);
