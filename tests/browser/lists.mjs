// Whether lists can be sorted and filtered, and whether what was chosen can be shared and is kept.
import { scenario } from "./browser.mjs";

await scenario(async ({ input, open, fault }) => {
  const page = await open();
  const section = input.base + "_/sections/requirements.html";
  const expect = async (what, is) => (await is) || fault(`${page.url()}: ${what}`);
  const titles = () => page.locator(".entries tbody tr:visible td:has(a)").allTextContents();

  await page.goto(section);
  const all = await titles();
  await page.getByRole("button", { name: "Title" }).click();
  await expect("not sorted by title", (await titles())[0] === [...all].sort()[0]);
  await page.getByRole("button", { name: "Title" }).click();
  await expect("not sorted backwards", (await titles()).at(-1) === [...all].sort()[0]);
  await expect("the head does not say so", page.locator("th[aria-sort=descending]").isVisible());

  await page.getByRole("searchbox", { name: "Filter" }).fill("number 1");
  const some = await titles();
  await expect("nothing is filtered", some.length > 0 && some.length < all.length);
  await expect("not said how many", (await page.getByRole("status").textContent()).startsWith(`${some.length} of ${all.length} `));
  const shared = page.url();
  await page.goto("about:blank");
  await page.goto(shared);
  await expect("the address does not keep it", (await titles()).join() === some.join());

  await page.goto(section);
  await page.getByRole("button", { name: "Accepted" }).click();
  const statuses = await page.locator(".entries tbody tr:visible .st").allTextContents();
  await expect("another status is shown", statuses.length > 0 && statuses.every((it) => it === "Accepted"));

  // The matrix: filtered, and filtered still for whoever is sent its address.
  const rows = page.locator(".mx tbody tr:visible");
  await page.goto(input.base + "_/views/matrix.html");
  const many = await rows.count();
  await page.getByRole("button", { name: /^Gaps/ }).click();
  const gaps = await rows.count();
  await expect("more is shown than has gaps", gaps > 0 && gaps < many && gaps === (await page.locator(".gap:visible").count()));
  const asked = page.url();
  await page.goto("about:blank");
  await page.goto(asked);
  await expect("the address of the matrix does not keep its filter", (await rows.count()) === gaps);
  await page.getByRole("button", { name: /^All/ }).click();
  await expect("not all comes back", (await rows.count()) === many);

  // The list beside a record: filtered, folded, and folded still on the next page.
  await page.goto(input.base + "requirements/001-keep-what-was-written.html");
  const beside = page.locator(".side li:visible");
  const before = await beside.count();
  await page.locator(".side input").fill("quick");
  await expect("the sidebar is not filtered", (await beside.count()) < before);
  await expect("the rest is not asked", (await page.locator(".side .all a").getAttribute("href")).endsWith("?q=quick"));
  await page.goto(input.base + "decisions/0002-write-to-a-log.html");
  const fold = page.locator(".side .fold summary");
  await fold.click();
  await page.goto(input.base + "decisions/0003-proposed.html");
  await expect("what was unfolded is folded", page.locator(".side .fold[open]").isVisible());
});
