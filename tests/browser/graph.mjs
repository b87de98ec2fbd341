// Whether the drawing of what joins records can be read and used, whatever the pointer or the
// keyboard is at.
import { scenario } from "./browser.mjs";

await scenario(async ({ input, open, fault }) => {
  const page = await open({ reducedMotion: "reduce" });
  await page.goto(input.base + "_/views/graph.html");

  const boxes = page.locator(".graph a");
  if ((await boxes.count()) < 5) fault(`only ${await boxes.count()} records are drawn`);
  for (const over of await page.evaluate(overflowing)) fault(`${over} is wider than its box`);

  const looked = () => page.evaluate(dimmed);
  if ((await looked()).length > 0) fault("something is dim before anybody looks");
  await boxes.filter({ hasText: "ADR-0002" }).first().focus();
  const dim = await looked();
  if (dim.includes("ADR-0001")) fault("what the record supersedes is dim beside it");
  if (!dim.includes("REQ-002")) fault(`only ${dim} is dim`);
  await page.keyboard.press("Shift+Tab");
  await boxes.filter({ hasText: "REQ-002" }).first().hover();
  if (!(await looked()).includes("ADR-0001")) fault("pointing at a box dims nothing");
  await page.mouse.move(0, 0);
  if ((await looked()).length > 0) fault("something stays dim when nobody looks any more");

  await boxes.filter({ hasText: "ADR-0002" }).first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(input.base + "decisions/0002-write-to-a-log.html").catch(() => {});
  if (!page.url().includes("0002")) fault(`Enter on a box leads to ${page.url()}`);

  await page.locator(".nearby summary").click();
  const near = await page.locator(".nearby .graph a").count();
  if (near < 4) fault(`${near} records stand around this one`);
});

// The ids of boxes whose text needs more room than there is.
function overflowing() {
  const wide = [...document.querySelectorAll(".graph a text")].filter(
    (it) => it.getBBox().x + it.getBBox().width > 192,
  );
  return wide.map((it) => it.textContent);
}

// The ids of boxes that are dim.
function dimmed() {
  const dim = [...document.querySelectorAll(".graph a")].filter((it) => getComputedStyle(it).opacity < 1);
  return dim.map((it) => it.querySelector(".id").textContent);
}
