// Whether anything that strangers planted runs, on a host that sends no policy.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { addresses, each, scenario } from "./browser.mjs";

const KINDS = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

await scenario(async ({ input, open, fault }) => {
  const server = createServer(async (question, reply) => {
    const path = decodeURIComponent(new URL(question.url, "http://x").pathname);
    try {
      const bytes = await readFile(join(input.site, path));
      reply.writeHead(200, { "Content-Type": `${KINDS[extname(path)] ?? "text/plain"}; charset=utf-8` }).end(bytes);
    } catch {
      reply.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  // The program ends when the browser does, whatever was found until then.
  server.unref();
  const base = `http://127.0.0.1:${server.address().port}/`;

  const watched = async () => {
    const page = await open();
    page.on("dialog", (it) => { fault(`${page.url()}: asks ${it.message()}`); return it.dismiss(); });
    page.on("request", (it) => /evil\.example/.test(new URL(it.url()).host) && fault(`${page.url()}: asks for ${it.url()}`));
    return page;
  };
  // Not those that lead on to another page.
  const stays = ({ address }) => !readFileSync(join(input.site, address), "utf8").includes('http-equiv="refresh"');
  const pages = addresses({ site: input.site, base: "" }).filter(stays).map((it) => base + it.address.split("/").map(encodeURIComponent).join("/"));
  await each(pages, watched, async (page, url) => {
    await page.goto(url);
    if (!page.url().startsWith(base)) fault(`${url}: leads away to ${page.url()}`);
    // What only runs when somebody points at it, or focuses it.
    await page.evaluate(() => {
      for (const it of [...document.querySelectorAll("main *")].slice(0, 300)) {
        for (const name of ["pointerover", "mouseover", "mouseenter", "focusin", "focus", "toggle"]) {
          it.dispatchEvent(new Event(name, { bubbles: true }));
        }
      }
    });
    if (await page.evaluate(() => window.pwned !== undefined)) fault(`${url}: runs what a stranger wrote`);
  });

  // The search draws what it finds.
  const page = await watched();
  for (const words of ["pwned", "script", "evil"]) {
    await page.goto(`${base}_/search.html?q=${words}`);
    await page.waitForSelector("main li a", { timeout: 10_000 });
    if (await page.evaluate(() => window.pwned !== undefined)) fault(`a search for ${words} runs what a stranger wrote`);
  }
  await page.context().close();
});
