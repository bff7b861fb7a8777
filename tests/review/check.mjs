// Opens each page of the manifest and checks it; see run.sh.  check.mjs WORK [SCREENSHOTS]
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';

const [work, shots] = process.argv.slice(2);
const require = createRequire(path.resolve(work, 'node_modules', 'x.js'));
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let faults = 0;
const fault = (text) => { faults += 1; console.log(`FAULT: ${text}`); };
const expect = (what, got, wanted) => {
  if (JSON.stringify(got) !== JSON.stringify(wanted)) fault(`${what}: ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`);
};

const browser = await chromium.launch({ executablePath: process.env.BROWSER, args: flags });

/** Opens a page and listens to it. Whatever leaves it, and whatever it complains about, is a fault. */
async function open(name, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) fault(`${name}: console: ${message.text()}`); });
  page.on('pageerror', (error) => fault(`${name}: ${error.message}`));
  page.on('dialog', (dialog) => { fault(`${name}: a dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('requestfinished', (request) => { if (!request.url().startsWith('file:')) fault(`${name}: a request of ${request.url()}`); });
  const started = Date.now();
  await page.goto('file://' + path.resolve(work, 'pages', `${name}.html`));
  return { context, page, loaded: Date.now() - started };
}

const visible = (page) => page.locator('.u:not([hidden])').count();

async function violations(page) {
  // Through the debugger, which the policy of the page does not bind.
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));
  return result.violations.map((it) => `${it.id} (${it.nodes.length}): ${it.nodes[0].html.slice(0, 160)} ${it.nodes[0].failureSummary}`);
}

async function check(name, units, edits) {
  const { context, page, loaded } = await open(name, { viewport: { width: 1400, height: 900 } });
  expect(`${name}: units`, await page.locator('.u').count(), units);
  expect(`${name}: edits`, await page.locator('.u.E').count(), edits);
  expect(`${name}: the count`, await page.locator('#count').textContent(), `${units} units`);
  const ids = await page.evaluate(() => {
    const all = Array.from(document.querySelectorAll('[id]'), (it) => it.id);
    return all.length - new Set(all).size;
  });
  expect(`${name}: repeated ids`, ids, 0);
  const dead = await page.evaluate(() => Array.from(document.querySelectorAll('a[href^="#"]'))
    .filter((it) => !document.getElementById(decodeURIComponent(it.getAttribute('href').slice(1)))).length);
  expect(`${name}: dead links`, dead, 0);

  // Filters.
  const found = await page.locator('.u.F').count();
  if (found > 0) {
    await page.check('#only-found');
    expect(`${name}: only findings`, await visible(page), found);
    await page.uncheck('#only-found');
  }
  if (edits > 0) {
    await page.check('#only-edited');
    expect(`${name}: only changed`, await visible(page), edits);
    await page.uncheck('#only-edited');
  }
  if (await page.locator('#by').count() > 0) {
    let sum = 0;
    for (const by of ['human', 'machine']) {
      await page.selectOption('#by', by);
      sum += await visible(page);
      expect(`${name}: those by ${by}`, await page.locator(`.D:not([data-by=${by}]) .u:not([hidden])`).count(), 0);
    }
    if (sum === 0) fault(`${name}: nobody translated anything`);
    await page.selectOption('#by', '');
  }
  const id = await page.locator('.u .m a').first().textContent();
  const begun = Date.now();
  await page.keyboard.press('/');
  await page.keyboard.type(id);
  await page.waitForFunction((all) => document.getElementById('count').textContent !== all, `${units} units`, { timeout: 5000 })
    .catch(() => { if (units > 1) fault(`${name}: the search does nothing`); });
  const filtered = Date.now() - begun;
  if (await visible(page) < 1) fault(`${name}: the search finds nothing`);
  await page.keyboard.press('Escape');
  expect(`${name}: all again`, await visible(page), units);

  // Keys.
  const current = () => page.evaluate(() => document.querySelector('.cur')?.id);
  await page.keyboard.press('j');
  const first = await current();
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  expect(`${name}: j and k`, await current(), units > 1 ? first : await current());
  if (found > 0) {
    await page.keyboard.press('n');
    if (units > 1 && !await page.evaluate(() => document.querySelector('.cur').matches('.F') || !document.querySelector('.cur ~ .F'))) fault(`${name}: n finds no finding`);
  }
  await page.keyboard.press('?');
  expect(`${name}: help`, await page.locator('#help').evaluate((it) => it.open), true);
  await page.keyboard.press('Escape');

  // Languages and directions.
  const sides = await page.evaluate(() => {
    const say = (side) => Array.from(new Set(Array.from(document.querySelectorAll(side), (it) => `${it.lang} ${it.dir}`)));
    return { source: say('.s'), target: say('p.t, .o, .n') };
  });
  expect(`${name}: sources`, sides.source, ['en-US ltr']);
  for (const side of sides.target) {
    const rtl = /^(ar|he|fa|ur)\b/.test(side);
    if (!side.endsWith(rtl ? ' rtl' : side.startsWith(' ') ? ' auto' : ' ltr')) fault(`${name}: targets are ${side}`);
  }

  // Accessibility, light and dark. A very large page is looked at in part: axe takes minutes for it.
  if (units < 1500) {
    for (const violation of await violations(page)) fault(`${name}: axe: ${violation}`);
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const violation of await violations(page)) fault(`${name}: axe, dark: ${violation}`);
  }
  await context.close();
  console.log(`${name}: ${units} units, ${edits} edits, ${found} with findings, loaded in ${loaded} ms, searched in ${filtered} ms, targets ${sides.target.join('; ')}`);
  return sides;
}

/** What the hostile page must not do: run, load, or hide its text. */
async function hostile() {
  const { context, page } = await open('hostile', {});
  expect('hostile: scripts', await page.locator('script').count(), 1);
  expect('hostile: what ran', await page.evaluate(() => globalThis.ran), undefined);
  const odd = await page.evaluate(() => Array.from(document.querySelectorAll('*')).flatMap((it) => Array.from(it.attributes))
    .filter((it) => it.name.startsWith('on') || /^\s*javascript:/i.test(it.value)).map((it) => it.name + '=' + it.value));
  expect('hostile: handlers', odd, []);
  expect('hostile: elements from texts', await page.locator('main img, main iframe, main a:not([href^="#"]), main style, main object').count(), 0);
  const texts = (await page.locator('.t').allTextContents()).join('\n');
  for (const text of ['<script>globalThis.ran = 1</script>', 'javascript:globalThis.ran=1', 'onerror="globalThis.ran=1"', '</style>', 'RLO', '-->']) {
    if (!texts.includes(text)) fault(`hostile: the text does not show ${text}`);
  }
  // Even an injected script does nothing: the policy refuses it, its handler and its image.
  page.removeAllListeners('console');
  let refused = 0;
  page.on('console', (message) => { if (message.text().includes('Content Security Policy')) refused += 1; });
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.ran = 1';
    const image = document.createElement('img');
    image.src = 'https://example.com/x.png';
    image.setAttribute('onerror', 'globalThis.ran = 2');
    document.body.append(script, image);
  }).catch(() => {});
  await page.waitForTimeout(300);
  const ran = await page.evaluate(() => globalThis.ran);
  expect('hostile: what ran after an injection', ran, undefined);
  expect('hostile: what the policy refused', refused, 3);
  await context.close();
}

/** Without a script everything can be read, and no control is there that does nothing. */
async function withoutScript(name, units) {
  const { context, page } = await open(name, { javaScriptEnabled: false });
  expect(`${name}: units without a script`, await page.locator('.u:visible').count(), units);
  expect(`${name}: controls without a script`, await page.locator('#tools:visible').count(), 0);
  await context.close();
}

async function screenshots(name) {
  const kinds = {
    light: { viewport: { width: 1400, height: 1000 } },
    dark: { viewport: { width: 1400, height: 1000 }, colorScheme: 'dark' },
    phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  };
  for (const [kind, options] of Object.entries(kinds)) {
    const { context, page } = await open(name, options);
    await page.screenshot({ path: path.join(shots, `${name}-${kind}.png`) });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) fault(`${name}: ${kind}: ${wide} pixels too wide`);
    if (kind === 'light' && name !== 'large') await page.pdf({ path: path.join(shots, `${name}.pdf`), format: 'A4' });
    await context.close();
  }
}

const pages = fs.readFileSync(path.join(work, 'manifest.tsv'), 'utf8').trim().split('\n').map((line) => line.split('\t'));
for (const [name, units, edits] of pages) {
  const sides = await check(name, Number(units), Number(edits));
  if (name === 'hebrew') expect('hebrew: targets', sides.target, ['he-IL rtl']);
  if (shots) await screenshots(name);
}
await hostile();
await withoutScript('basic', Number(pages.find(([name]) => name === 'basic')[1]));
await browser.close();

const large = path.join(work, 'large.jsonl');
if (fs.existsSync(large)) {
  const texts = fs.readFileSync(large, 'utf8').trim().split('\n').map((line) => JSON.parse(line))
    .reduce((sum, unit) => sum + Buffer.byteLength(unit.target) + Buffer.byteLength(unit.source ?? ''), 0);
  const size = fs.statSync(path.join(work, 'pages', 'large.html')).size;
  console.log(`large: ${size} bytes, ${(size / texts).toFixed(2)} times its texts`);
  if (size > 4 * texts) fault('large: more than 4 times its texts');
}
console.log(faults === 0 ? 'no fault' : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
