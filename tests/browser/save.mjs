// Whether a save shows by itself, and takes nothing away from the reader.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scenario } from "./browser.mjs";

await scenario(async ({ input, open, fault }) => {
  const page = await open();
  const record = join(input.book, "decisions/0002-write-to-a-log.md");
  const edit = (from, to) => writeFileSync(record, readFileSync(record, "utf8").replace(from, to));
  await page.goto(input.base + "decisions/0002-write-to-a-log.html");
  await page.evaluate(() => (window.loaded = "once"));
  await page.evaluate(() => scrollTo({ top: 300, behavior: "instant" }));

  edit("lost a day's work", "lost a week's work");
  await page.locator(".prose", { hasText: "lost a week's work" }).waitFor();
  const top = await page.evaluate(() => scrollY);
  if (top !== 300) fault(`the place in the text moved from 300 to ${top}`);

  if (!(await page.locator(".toc a[aria-current]").count())) fault("the contents do not follow any more");

  edit("# Write to", "# Append to");
  await page.locator("h1", { hasText: "Append to" }).waitFor();
  await page.locator(".side a[aria-current]", { hasText: "Append to" }).waitFor();
  if (!(await page.title()).includes("Append to")) fault(`the title is ${await page.title()}`);
  if ((await page.evaluate(() => window.loaded)) !== "once") fault("the page was loaded again");

  writeFileSync(join(input.book, "decisions/0009-new.md"), "# A record that was not there\n");
  await page.locator(".side a", { hasText: "A record that was not there" }).waitFor();
  const errors = await page.locator("#archbook-notices .archbook-error").count();
  if (errors) fault("a good page has notices");
});
