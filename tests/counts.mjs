// node counts.mjs FILE: counts of a TRX or vitest result. First line "passed failed skipped", then one line for each skipped test and why.
import { readFileSync } from "node:fs";

const file = process.argv[2];
const text = readFileSync(file, "utf8");
const { counts, skips } = file.endsWith(".trx") ? fromTrx(text) : fromVitest(JSON.parse(text));
console.log(counts.join(" "));
for (const skip of skips) console.log(`  skipped: ${skip}`);

function fromTrx(trx) {
  const counters = /<Counters ([^>]*)>/.exec(trx)?.[1];
  if (counters === undefined) throw new Error(`${file} has no <Counters>`);
  const read = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(counters)?.[1] ?? 0);
  const [total, passed, failed] = [read("total"), read("passed"), read("failed")];
  const skips = [...trx.matchAll(/<UnitTestResult ([^>]*outcome="NotExecuted"[^>]*)>([\s\S]*?)<\/UnitTestResult>/g)].map(([, attributes, body]) => {
    const name = plain(/testName="([^"]*)"/.exec(attributes)?.[1] ?? "?");
    const why = plain(/<(?:StdOut|Message)>([\s\S]*?)<\/(?:StdOut|Message)>/.exec(body)?.[1] ?? "").trim();
    return why === "" ? name : `${name}: ${why}`;
  });
  return { counts: [passed, failed, total - passed - failed], skips };
}

function fromVitest(result) {
  const broken = result.testResults.filter((suite) => suite.status === "failed" && suite.assertionResults.every((test) => test.status !== "failed"));
  const skips = result.testResults.flatMap((suite) => suite.assertionResults)
    .filter((test) => ["pending", "skipped", "todo"].includes(test.status)).map((test) => test.fullName);
  return { counts: [result.numPassedTests, result.numFailedTests + broken.length, skips.length], skips };
}

function plain(text) {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&#x?[0-9a-fA-F]+;/g, " ").replace(/&amp;/g, "&");
}
