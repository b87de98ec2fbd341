// Whether a mistake leaves the last good site up, with the finding on it, until it is mended.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scenario } from "./browser.mjs";

await scenario(async ({ input, open, fault }) => {
  const page = await open();
  const notices = page.locator("#archbook-notices");
  const file = (name) => join(input.book, name);
  await page.goto(input.base + "requirements/001-keep-what-was-written.html");
  if (await notices.count()) fault("there are notices before there is a mistake");

  // What stays up while `name` is broken, and that it leaves no trace.
  const breaks = async (name, broken, told) => {
    const good = readFileSync(file(name), "utf8");
    writeFileSync(file(name), broken(good));
    await notices.filter({ hasText: told }).waitFor();
    if (!(await notices.locator(".archbook-place", { hasText: name }).isVisible())) fault(`no place in ${name}`);
    if (!(await page.locator("h1", { hasText: "Keep what was written" }).isVisible())) fault(`${name}: the page is gone`);
    const second = await page.context().newPage();
    await second.goto(input.base + "guide/everything.html");
    if (!(await second.locator("#archbook-notices", { hasText: told }).isVisible())) fault(`${name}: not on every page`);
    await second.close();
    writeFileSync(file(name), good);
    await notices.waitFor({ state: "detached" });
  };
  await breaks("book.toml", (it) => it + "\ntitle = \n", "bad-config");

  mkdirSync(file("theme"));
  writeFileSync(file("theme/page.html"), readFileSync(input.template, "utf8").replace("<article>", "<article><p>Our own</p>"));
  await page.locator("main p", { hasText: "Our own" }).waitFor();
  await breaks("theme/page.html", (it) => it.replace("{% block main", "{% blokc main"), "bad-theme");

  // A mistake in a record costs a line of it, and not the record.
  const record = "requirements/001-keep-what-was-written.md";
  const good = readFileSync(file(record), "utf8");
  writeFileSync(file(record), good.replace("priority: must", "priority: [must").replace("after a crash.", "after a fire."));
  await page.locator(".prose", { hasText: "after a fire." }).waitFor();
  await notices.filter({ hasText: "bad-front-matter" }).waitFor();
  writeFileSync(file(record), good);
  await notices.waitFor({ state: "detached" });
  await page.locator(".prose", { hasText: "after a crash." }).first().waitFor();
});
