// Lighthouse over the pages of a running server, and what their first load takes in: a Markdown table on standard output.
//   node measure.mjs ADDRESS PATH…
import { gzipSync } from 'node:zlib';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const [address, ...paths] = process.argv.slice(2);
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];

console.log(`| page | screen | ${categories.join(' | ')} | first paint of content | layout shift | scripts, gzip | requests |`);
console.log(`| --- | --- | ${categories.map(() => '---:').join(' | ')} | ---: | ---: | ---: | ---: |`);
const below = [];
for (const path of paths) {
  for (const screen of ['mobile', 'desktop']) {
    const chrome = await launch({ chromePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', chromeFlags: flags, logLevel: 'silent' });
    try {
      const { lhr } = await lighthouse(new URL(path, address).href, { port: chrome.port, output: 'json', logLevel: 'error', onlyCategories: categories, ...(screen === 'desktop' ? desktop() : {}) });
      if (lhr.runtimeError) throw new Error(`${lhr.runtimeError.code}: ${lhr.runtimeError.message}`);
      const scripts = (lhr.audits['network-requests'].details?.items ?? []).filter((item) => item.resourceType === 'Script');
      // Over the wire they go as Brotli; the target is in gzip, so each is packed so here.
      const packed = (await Promise.all(scripts.map(async ({ url }) => gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length))).reduce((sum, size) => sum + size, 0);
      const scores = categories.map((name) => Math.round(100 * lhr.categories[name].score));
      console.log(`| \`${path}\` | ${screen} | ${scores.join(' | ')} | ${Math.round(lhr.audits['first-contentful-paint'].numericValue)} ms | ${lhr.audits['cumulative-layout-shift'].numericValue.toFixed(3)} | ${(packed / 1000).toFixed(1)} kB | ${lhr.audits['network-requests'].details.items.length} |`);
      for (const [at, name] of categories.entries()) if (scores[at] < 95) below.push(`${path} (${screen}): ${name} ${scores[at]}`, ...failing(lhr, name));
    } catch (failed) {
      below.push(`${path} (${screen}): not measured, ${failed.message}`);
    } finally {
      chrome.kill();
    }
  }
}
if (below.length > 0) {
  console.error(`\nBelow 95, or not measured:\n${below.join('\n')}`);
  process.exit(1);
}

function desktop() {
  return {
    formFactor: 'desktop', screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1, disabled: false },
    throttling: { rttMs: 40, throughputKbps: 10 * 1024, cpuSlowdownMultiplier: 1, requestLatencyMs: 0, downloadThroughputKbps: 0, uploadThroughputKbps: 0 },
    emulatedUserAgent: false,
  };
}

function failing(lhr, category) {
  return lhr.categories[category].auditRefs.map(({ id }) => lhr.audits[id]).filter((audit) => audit.score !== null && audit.score < 0.9)
    .map((audit) => `    ${audit.id}: ${audit.displayValue ?? ''} ${audit.title} ${JSON.stringify(audit.details?.items?.slice(0, 3) ?? '').slice(0, 400)}`);
}
