// Whether a reader finds what they look for: from the sheet, with the keyboard, and on the page of
// the search.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { scenario } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

await scenario(async ({ input, open, fault }) => {
  const { base } = input;
  const start = base + "decisions/0002-write-to-a-log.html";
  const watched = async (options) => {
    const page = await open(options);
    page.on("pageerror", (it) => fault(`${page.url()}: ${it.message}`));
    page.on("console", (it) => it.type() === "error" && fault(`${page.url()}: ${it.text()}`));
    return page;
  };
  const page = await watched();
  const loaded = [];
  page.on("requestfinished", (it) => loaded.push(it.url().slice(base.length)));
  const sheet = page.locator("dialog.seek-sheet"), field = sheet.getByRole("searchbox");
  const status = sheet.getByRole("status"), hits = sheet.locator(".hits > li");
  const expect = async (what, is) => (await is) || fault(`${page.url()}: ${what}`);

  await page.goto(start);
  await expect("what searches is loaded before anybody searches", !loaded.some((it) => it.includes("search")));
  await page.keyboard.press("/");
  await field.fill("reads");
  await hits.first().waitFor();
  await expect("not said how many", (await status.textContent()).includes("found"));
  await expect("no status", (await hits.locator(".st").count()) > 0);

  // Arrows walk through links and back; the first is opened by Enter.
  await page.keyboard.press("ArrowDown");
  await expect("an arrow does not reach the first link", hits.first().locator("a").first().evaluate((it) => it === document.activeElement));
  await page.keyboard.press("ArrowUp");
  await expect("an arrow does not lead back", field.evaluate((it) => it === document.activeElement));
  await field.fill("adr 1");
  await page.keyboard.press("Enter");
  await page.waitForURL(base + "decisions/0001-keep-it-in-memory.html");

  // What was searched for is offered again, unless the reader minds.
  await page.keyboard.press("Control+k");
  await sheet.getByRole("button", { name: "adr 1" }).waitFor();
  await sheet.getByRole("checkbox").uncheck();
  await expect("it is kept all the same", (await sheet.getByRole("button", { name: "adr 1" }).count()) === 0);
  await page.keyboard.press("Escape");
  await expect("Escape does not close it", sheet.isHidden());

  // What is superseded comes last, and says so; a slip is forgiven; fields are understood.
  const asks = async (text, is) => {
    await field.fill(text);
    // The answer is that to this text when it says something else than before.
    await page.waitForTimeout(400);
    if (!(await is())) fault(`${text}: ${await status.textContent()} ${await hits.allInnerTexts()}`);
  };
  const first = () => hits.first().locator(".id").innerText();
  await page.locator(".seek input").click();
  await asks("memory", async () => (await hits.last().locator(".st").innerText()) === "Superseded");
  await asks("memroy", async () => (await hits.count()) > 0);
  await asks("kind:requirement", async () => (await first()).startsWith("REQ"));
  await asks("has:owner", async () => (await status.textContent()).includes("archbook list"));
  await asks("xyzzyx", async () => (await hits.count()) === 0);
  await page.keyboard.press("Escape");

  // Typing in the field of the page goes on in the sheet.
  await page.goto(start);
  await page.locator(".seek input").pressSequentially("lo");
  await field.waitFor();
  await expect("what was typed is lost", (await field.inputValue()).startsWith("l"));
  await page.keyboard.press("Escape");

  // The page of the search keeps its question in its address.
  await page.goto(base + "_/search.html?q=adr%202");
  const found = page.locator(".hits > li");
  await found.first().waitFor();
  await expect("the page finds another", (await found.first().locator(".id").innerText()) === "ADR-0002");
  await found.first().locator("a").first().click();
  await page.waitForURL(start);

  for (const [width, colorScheme] of [[1440, "light"], [390, "dark"], [320, "light"]]) {
    // axe asks for styles that it may not have from the disk, and is told so.
    const other = await open({ bypassCSP: true, colorScheme, viewport: { width, height: 800 } });
    await other.goto(start);
    await other.locator(".seek button").click();
    const box = other.locator("dialog.seek-sheet");
    await box.getByRole("searchbox").fill("write log");
    await box.locator(".hits > li").first().waitFor();
    await other.evaluate(AXE);
    for (const it of await other.evaluate(violations)) fault(`${width} wide, ${colorScheme}: ${it}`);
    const wide = await other.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    if (wide) fault(`the page is wider than ${width}`);
    await other.context().close();
  }
});

async function violations() {
  const found = await axe.run({ resultTypes: ["violations"] });
  return found.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.target.join(" "))}`);
}
