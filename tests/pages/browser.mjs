// Opens exported files in headless Chromium and checks them. Prints one line per check:
// ok, or what was found instead.
//
//     node browser.mjs TOOLS FOLDER CHECK…
//
// TOOLS has node_modules. FOLDER has the exported files; screenshots and PDFs are
// written there.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [tools, folder, chromium, ...wanted] = process.argv.slice(2);
const require = createRequire(join(tools, "node_modules", "x.js"));
const { default: puppeteer } = await import(pathToFileURL(require.resolve("puppeteer-core")));
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});

// Errors on a page that the checks do not look for.
async function open(file, { width = 1600, scheme = "light", script = true } = {}) {
  const page = await browser.newPage();
  page.troubles = [];
  page.on("console", message => page.troubles.push(`console: ${message.text()}`));
  page.on("pageerror", error => page.troubles.push(`error: ${error.message}`));
  page.on("dialog", dialog => { page.troubles.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", request => {
    const url = request.url();
    if (!url.startsWith("data:") && request.resourceType() !== "document") page.troubles.push(`request: ${url}`);
  });
  await page.setViewport({ width, height: 1000 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.setJavaScriptEnabled(script);
  await page.goto(pathToFileURL(join(folder, file)).href);
  return page;
}

async function close(page) {
  const troubles = page.troubles;
  await page.close();
  return troubles;
}

const visible = "details.skill:not([hidden])";

const checks = {
  // Nothing is wider than the window, no text is clipped and no chips overlap.
  async fits(file) {
    const found = [];
    for (const width of [360, 800, 1600]) {
      for (const scheme of ["light", "dark"]) {
        const page = await open(file, { width, scheme });
        found.push(...await page.evaluate(() => {
          const found = [];
          const root = document.documentElement;
          if (root.scrollWidth > root.clientWidth) found.push(`scrolls to ${root.scrollWidth}`);
          const boxes = [...document.querySelectorAll(".chip > a, .stage-head, .picture .flag")];
          const areas = boxes.map(box => box.getBoundingClientRect());
          areas.forEach((a, at) => {
            if (boxes[at].scrollWidth > boxes[at].clientWidth + 1) found.push(`cut: ${boxes[at].textContent}`);
            if (a.left < 0 || a.right > root.clientWidth) found.push(`outside: ${boxes[at].textContent}`);
            areas.slice(at + 1).forEach((b, after) => {
              const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
              if (!apart) found.push(`overlap: ${boxes[at].textContent}, ${boxes[at + 1 + after].textContent}`);
            });
          });
          const small = [...document.querySelectorAll(".chip .small")].find(text => parseFloat(getComputedStyle(text).fontSize) < 12);
          if (small) found.push(`small: ${small.textContent}`);
          return found;
        }));
        await page.screenshot({ path: join(folder, `${file}-${width}-${scheme}.png`), fullPage: true });
        found.push(...await close(page));
      }
    }
    return found;
  },

  // axe-core finds nothing, in any width and colour scheme, with skills open or closed.
  async axe(file) {
    const found = [];
    for (const [width, scheme, opened] of [[360, "light", false], [1600, "light", true], [1600, "dark", true]]) {
      const page = await open(file, { width, scheme });
      if (opened) await page.evaluate(() => document.querySelectorAll("details").forEach(part => { part.open = true; }));
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      for (const { id, nodes } of violations) found.push(`${width} ${scheme}: ${id}: ${nodes.length}: ${nodes[0].html} ${nodes[0].failureSummary}`);
      found.push(...await close(page));
    }
    return found;
  },

  // Without JavaScript everything is visible and open.
  async "without script"(file) {
    const page = await open(file, { script: false });
    const { closed, scripted, skills } = await page.evaluate(() => ({
      closed: document.querySelectorAll("details.skill:not([open])").length,
      scripted: [...document.querySelectorAll(".scripted")].filter(part => part.checkVisibility()).length,
      skills: document.querySelectorAll("details.skill").length,
    }));
    const found = await close(page);
    if (closed) found.push(`${closed} closed`);
    if (scripted) found.push(`${scripted} parts that need script`);
    if (!skills) found.push("no skills");
    return found;
  },

  async filters(file) {
    const page = await open(file);
    const state = () => page.evaluate(visible => {
      const skills = [...document.querySelectorAll(visible)];
      return {
        count: skills.length,
        statuses: [...new Set(skills.map(skill => skill.dataset.status))].sort().join(" "),
        optional: skills.every(skill => "optional" in skill.dataset),
        kinds: [...new Set(skills.map(skill => skill.dataset.kind || "technical"))].sort().join(" "),
        texts: skills.map(skill => skill.textContent.toLowerCase()),
        said: document.querySelector(".found").textContent,
        empty: [...document.querySelectorAll(".stage-part:not([hidden])")].filter(part => !part.querySelector(visible)).length,
        nothing: document.querySelector(".nothing").checkVisibility(),
        url: location.href,
      };
    }, visible);
    const found = [];
    const expect = (holds, what) => { if (!holds) found.push(what); };
    const all = await state();
    const toggle = value => page.click(`.toggle input[value=${value}]`);
    const only = async (value, holds) => {
      await toggle(value);
      const now = await state();
      expect(now.count > 0 && now.count < all.count, `${value}: ${now.count} shown`);
      expect(holds(now), `${value}: others are shown`);
      expect(now.said === `${now.count} of ${all.count} skills`, `${value}: says ${now.said}`);
      expect(now.empty === 0, `${value}: ${now.empty} empty stages`);
      await toggle(value);
    };
    await only("todo", now => now.statuses === "todo");
    await only("learning", now => now.statuses === "learning");
    await only("done", now => now.statuses === "done");
    await only("optional", now => now.optional);
    await toggle("done");
    await toggle("learning");
    expect((await state()).statuses === "done learning", "two statuses");
    await page.click("button[type=reset]");
    await new Promise(done => setTimeout(done, 50));
    expect((await state()).count === all.count, "clear");
    await page.select("select[name=kind]", "practice");
    expect((await state()).kinds === "practice", "kind");
    await page.select("select[name=kind]", "");
    await page.type("input[type=search]", "SQL join");
    const searched = await state();
    expect(searched.count > 0 && searched.texts.every(text => text.includes("sql") && text.includes("join")), `search: ${searched.count}`);
    await page.type("input[type=search]", " nothing-has-this");
    const none = await state();
    expect(none.count === 0 && none.nothing, "nothing fits");
    await page.keyboard.press("Enter");
    await page.click(".clear");
    await new Promise(done => setTimeout(done, 50));
    const cleared = await state();
    expect(cleared.count === all.count && !cleared.nothing, "clear after nothing");
    expect(cleared.url === all.url, "the page was left");
    await page.click("button[name=open]");
    expect(await page.evaluate(() => !document.querySelector("details.skill:not([open])")), "open all");
    await page.click("button[name=close]");
    expect(await page.evaluate(() => !document.querySelector("details.skill[open]")), "close all");
    return [...found, ...await close(page)];
  },

  // Tab reaches every control in order, and each shows that it has the focus. A chip
  // shows its details, its needs and what it unlocks.
  async keyboard(file) {
    const page = await open(file);
    const found = [];
    const seen = [];
    for (let presses = 0; presses < 1500; presses += 1) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const it = document.activeElement;
        if (it === document.body) return null;
        const ring = it.matches(".toggle input") ? it.nextElementSibling : it;
        const style = getComputedStyle(ring);
        const area = it.getClientRects()[0];
        const middle = document.elementFromPoint(
          Math.min(area.left + 8, innerWidth - 1), Math.min(Math.max(area.top + 8, 0), innerHeight - 1));
        return {
          what: it.className || it.name || it.hash || it.tagName,
          text: it.textContent.slice(0, 40),
          ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
          covered: middle && !it.contains(middle) && !middle.contains(it) && middle !== it ? middle.outerHTML.slice(0, 80) : null,
          chip: it.matches(".chip > a"),
          peek: Boolean(it.parentElement.querySelector(":scope > .peek")),
        };
      });
      if (!at) break;
      seen.push(at);
      if (!at.ring) found.push(`no ring: ${at.what} ${at.text}`);
      if (at.covered) found.push(`covered: ${at.what} ${at.text} by ${at.covered}`);
      if (at.chip && !at.peek) found.push(`no details: ${at.text}`);
    }
    const { links, lit } = await page.evaluate(() => {
      const chips = [...document.querySelectorAll(".chip > a")];
      const git = chips.find(chip => chip.hash === "#skill-postgresql");
      git.focus();
      const lit = name => [...document.querySelectorAll(`.chip.${name} > a`)].map(chip => chip.hash.slice(7)).join(" ");
      return { links: chips.length, lit: [lit("self"), lit("need"), lit("unlock")] };
    });
    if (seen.filter(at => at.chip).length !== links) found.push(`${seen.filter(at => at.chip).length} of ${links} chips`);
    if (lit.some(names => !names)) found.push(`lit: ${lit}`);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    if (!await page.evaluate(() => Boolean(document.activeElement.closest(".peek")))) found.push("Enter does not open the details to Tab");
    await page.keyboard.press("Escape");
    if (!await page.evaluate(() => document.activeElement.hash === "#skill-postgresql" && !document.querySelector(".peek"))) found.push("Escape does not close the details");
    return [...found, ...await close(page)];
  },

  // The PDF has every skill open and light colours.
  async print(file) {
    const page = await open(file, { width: 1200, scheme: "light" });
    const pdf = await page.pdf({ path: join(folder, `${file}.pdf`), preferCSSPageSize: true });
    const found = await close(page);
    const pages = Buffer.from(pdf).toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    if (pages < 3) found.push(`${pages} pages`);
    return found;
  },

  // No hostile text runs when things are opened, focused or hovered.
  async harmless(file) {
    const found = [];
    for (const script of [true, false]) {
      const page = await open(file, { script });
      found.push(...await page.evaluate(() => {
        const found = [];
        const allowed = document.querySelectorAll("body > script").length;
        if (document.scripts.length !== allowed || allowed > 1) found.push(`${document.scripts.length} scripts`);
        for (const it of document.querySelectorAll("*")) {
          for (const { name, value } of it.attributes) {
            if (name.startsWith("on") || name === "style" || name === "srcdoc") found.push(`${name}=${value}`);
            if (["href", "src", "action"].includes(name) && !/^(#|https?:\/\/|data:,)/.test(value)) found.push(`${name}=${value}`);
          }
          if (it.matches("iframe, object, embed, img, base, foreignObject")) found.push(it.outerHTML);
        }
        for (const chip of document.querySelectorAll(".chip > a")) chip.focus();
        return found;
      }));
      found.push(...await close(page));
    }
    return found;
  },

  // The picture is the same in Chromium and librsvg except for anti-aliasing: the
  // number of clearly different pixels per thousand is limited.
  async "same picture"(file) {
    const png = execFileSync("rsvg-convert", [join(folder, file)], { maxBuffer: 1 << 28 });
    writeFileSync(join(folder, `${file}-librsvg.png`), png);
    const page = await open(file);
    const [width, height] = await page.evaluate(() => {
      const { width, height } = document.documentElement.viewBox.baseVal;
      return [width, height];
    });
    await page.setViewport({ width, height });
    const shot = await page.screenshot({ path: join(folder, `${file}-chromium.png`), encoding: "base64" });
    const found = await close(page);
    const compare = await browser.newPage();
    const different = await compare.evaluate(async (images, width, height) => {
      const [one, other] = await Promise.all(images.map(async image => {
        const element = new Image();
        element.src = `data:image/png;base64,${image}`;
        await element.decode();
        const canvas = document.createElement("canvas");
        // Scaled down by half, so that anti-aliasing counts less.
        [canvas.width, canvas.height] = [width / 2, height / 2];
        const context = canvas.getContext("2d");
        context.imageSmoothingQuality = "high";
        context.drawImage(element, 0, 0, canvas.width, canvas.height);
        return context.getImageData(0, 0, canvas.width, canvas.height).data;
      }));
      let count = 0;
      for (let at = 0; at < one.length; at += 4) {
        const far = [0, 1, 2].some(part => Math.abs(one[at + part] - other[at + part]) > 96);
        if (far) count += 1;
      }
      return count / (one.length / 4) * 1000;
    }, [png.toString("base64"), shot], width, height);
    await compare.close();
    if (different > 5) found.push(`${different.toFixed(1)} of 1000 pixels differ`);
    return found;
  },
};

let failed = false;
for (const text of wanted) {
  const [check, file] = text.split(": ");
  const found = await checks[check](file);
  console.log(found.length ? `${text}: FOUND\n${[...new Set(found)].slice(0, 12).join("\n")}` : `${text}: holds`);
  failed ||= found.length > 0;
}
await browser.close();
process.exit(failed ? 1 : 0);
