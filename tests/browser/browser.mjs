// What every scenario needs: a question on standard input, a browser, and the faults it finds as
// the answer on standard output.
import { readdirSync } from "node:fs";
import { text } from "node:stream/consumers";
import { chromium } from "playwright-core";

// The browser talks to this machine and to nobody else.
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// Longer than anything here takes, however busy the machine is.
const PATIENCE = 30_000;

export async function scenario(look) {
  const input = JSON.parse(await text(process.stdin));
  const browser = await chromium.launch({ executablePath: input.chromium, args: QUIET });
  const faults = [];
  try {
    await look({ input, open: (options) => open(browser, options), fault: (it) => faults.push(it) });
  } catch (error) {
    faults.push(String(error.stack));
  }
  await browser.close();
  process.stdout.write(JSON.stringify(faults));
}

// A page in a window of its own, with nothing remembered.
async function open(browser, options) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE);
  return context.newPage();
}

// The pages of a built site, and those that the question names besides. Not the one for when there
// is none: it only works from the top of a host.
export function addresses({ site, base, also = [] }) {
  const files = readdirSync(site, { recursive: true }).sort();
  const pages = files.filter((it) => it.endsWith(".html") && it !== "404.html");
  const built = pages.map((it) => ({ address: it, url: base + it }));
  return [...built, ...also.map((it) => ({ address: it, url: it }))];
}

// Several at a time: one page each, until nothing is left to look at.
export async function each(items, open, look) {
  const left = [...items];
  const work = async () => {
    const page = await open();
    for (let item = left.shift(); item; item = left.shift()) await look(page, item);
    await page.context().close();
  };
  await Promise.all([work(), work()]);
}
