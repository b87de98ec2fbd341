// Whether pages load without a complaint, ask for nothing from elsewhere, and keep still.
import { addresses, each, scenario } from "./browser.mjs";

await scenario(async ({ input, open, fault }) => {
  const { base } = input;
  const watched = async () => {
    const page = await open();
    const told = (what) => fault(`${page.url()}: ${what}`);
    page.on("console", (it) => {
      // A browser always says so when a page is not found.
      const isItself = it.location().url === page.url() && it.text().includes("404");
      if (["error", "warning"].includes(it.type()) && !isItself) told(it.text());
    });
    page.on("pageerror", (it) => told(it.message));
    page.on("request", (it) => it.url().startsWith(base) || told(`asks for ${it.url()}`));
    page.on("requestfailed", (it) => {
      // Leaving a page cuts off what it still asks for.
      const { errorText } = it.failure();
      if (errorText !== "net::ERR_ABORTED") told(`does not get ${it.url()}: ${errorText}`);
    });
    page.on("response", (it) => {
      const isPage = it.request().isNavigationRequest() || it.url() === page.url();
      if (!it.ok() && !isPage) told(`gets ${it.status()} for ${it.url()}`);
    });
    await page.addInitScript(watch);
    return page;
  };
  await each(addresses(input), watched, async (page, { url }) => {
    const response = await page.goto(url);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
    for (const it of await page.evaluate(() => window.complaints)) fault(`${url}: ${it}`);
    const policy = (await response.allHeaders())["content-security-policy"];
    if (url.startsWith("http") && !/script-src 'self';/.test(policy)) fault(`${url}: policy ${policy}`);
  });
});

// Notes what breaks the policy, and what moves while the page loads.
function watch() {
  window.complaints = [];
  const tell = (it) => window.complaints.push(it);
  addEventListener("securitypolicyviolation", (it) => tell(`${it.violatedDirective}: ${it.blockedURI}`));
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) {
      const moved = shift.sources.map((it) => it.node && (it.node.outerHTML || it.node.data).slice(0, 80));
      tell(`moves by ${shift.value}: ${moved.join(" | ")}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
}
