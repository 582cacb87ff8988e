// node tests/bench/pairs/check-pairs.mjs [--seed N] [--shared DIR]: the promises of README.md, with the shared data and without. Exit code 1 and a line each where one is broken.
import { classes } from "./lib/classes.mjs";
import { plain, words } from "./lib/material.mjs";
import { makePairs, options } from "./make-pairs.mjs";

const settings = options(process.argv.slice(2));
const kinds = "demand appeal propose invite accept reject condition commit concede withdraw support criticise accuse threaten announce assess predict frame signal deny question correct retract other".split(" ");
const stances = "demands proposes supports conditional neutral unclear opposes rejects".split(" ");
const edtf = /^(?:\.\.\/)?\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))?$/;
const broken = [];
const promise = (kept, text) => { if (!kept) broken.push(text); };

for (const [name, shared] of [["with shared data", settings.shared], ["own sentences only", "/nowhere"]]) {
  const { pairs, left } = makePairs({ ...settings, shared });
  if (name === "with shared data" && left.length > 0) { console.log(`skipped: ${name}; ${left.join(", ")} not there`); continue; }
  const lines = JSON.stringify(pairs);
  promise(lines === JSON.stringify(makePairs({ ...settings, shared }).pairs), `${name}: the same seed gave other bytes`);
  promise(lines !== JSON.stringify(makePairs({ ...settings, shared, seed: settings.seed + 1 }).pairs), `${name}: another seed gave the same bytes`);
  check(name, pairs);
}
for (const line of broken) console.error(`broken: ${line}`);
console.log(broken.length === 0 ? "all promises kept" : `${broken.length} promises broken`);
process.exitCode = broken.length === 0 ? 0 : 1;

function check(name, pairs) {
  console.log(`${name}: ${pairs.length} pairs`);
  for (const { name: kind, label } of classes) {
    const all = pairs.filter((pair) => pair.class === kind);
    const held = all.filter((pair) => pair.split === "held_out").length;
    console.log(`  ${label.padEnd(9)} ${kind.padEnd(26)} tune ${String(all.length - held).padStart(4)}  held out ${String(held).padStart(4)}`);
    promise(all.length > 0 && Math.abs(held - all.length / 3) <= 1, `${name}: ${kind} has ${held} of ${all.length} held out`);
    promise(all.every((pair) => pair.label === label), `${name}: ${kind} is not all ${label}`);
  }
  const share = pairs.filter((pair) => pair.label === "duplicate").length / pairs.length;
  promise(share > 0.45 && share < 0.55, `${name}: ${Math.round(share * 100)} % are duplicates`);
  promise(new Set(pairs.map((pair) => pair.id)).size === pairs.length, `${name}: ids recur`);
  apart(name, pairs, (pair) => pair.bases.map((base) => base.replace(/^(s\d+)[a-z]$/, "$1")), "base");
  apart(name, pairs, (pair) => [plain(pair.a.text), plain(pair.b.text)], "text");
  pairs.forEach((pair) => sound(`${name}: ${pair.id} (${pair.class})`, pair));
}

function apart(name, pairs, keysOf, what) {
  const split = new Map();
  for (const pair of pairs) for (const key of keysOf(pair)) {
    promise((split.get(key) ?? pair.split) === pair.split, `${name}: ${what} "${key}" is on both sides`);
    split.set(key, pair.split);
  }
}

function sound(where, { class: kind, label, a, b, bases }) {
  const fields = "speakers onBehalfOf to kind text lang saidAt meeting about positions sources";
  promise(bases.length > 0, `${where} has no base`);
  for (const one of [a, b]) {
    promise(Object.keys(one).join(" ") === fields, `${where} has the fields ${Object.keys(one)}`);
    promise(one.speakers.length > 0 && one.text.trim() !== "" && one.sources.length > 0 && one.sources[0].url.startsWith("https://"), `${where} lacks a speaker, a text or a source`);
    promise(kinds.includes(one.kind) && one.positions.every(({ topic, stance }) => topic && stances.includes(stance)), `${where} uses a word that is not in the vocabulary`);
    promise(one.saidAt === null || edtf.test(one.saidAt), `${where} is dated ${one.saidAt}`);
    promise(!/undefined|\{[a-zA-Z]+\}/.test(JSON.stringify(one)), `${where} has a hole in it`);
  }
  const same = plain(a.text) === plain(b.text);
  const speaker = `${a.speakers}` === `${b.speakers}`;
  if (label === "duplicate") promise(speaker === (kind !== "office_attribution"), `${where}: wrong speakers`);
  if (kind === "verbatim") promise(a.text === b.text, `${where}: texts differ`);
  if (kind === "small_edit") promise(distance(words(a.text), words(b.text)) >= 2 && distance(words(a.text), words(b.text)) <= 8, `${where}: ${distance(words(a.text), words(b.text))} words changed`);
  if (["near_paraphrase", "far_paraphrase", "negation_or_number", "near_miss", "parts_of_one"].includes(kind)) promise(!same, `${where}: the same text twice`);
  if (["repeated_formula", "same_answer"].includes(kind)) promise(same && speaker, `${where}: not the same words of the same speaker`);
  if (kind === "repeated_formula") promise(a.sources[0].name === b.sources[0].name, `${where}: two outlets`);
  if (kind === "other_speaker") promise(!speaker, `${where}: the same speaker`);
  if (kind === "other_day") promise(speaker && a.saidAt !== null && b.saidAt !== null && a.saidAt.slice(0, 10) !== b.saidAt.slice(0, 10), `${where}: not two days`);
  if (kind === "undated_second") promise(b.saidAt === null || b.saidAt.startsWith(".."), `${where}: dated`);
}

function distance(a, b) {
  let row = [...b.keys(), b.length];
  for (const [i, word] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries()) next.push(Math.min(next[j] + 1, row[j + 1] + 1, row[j] + (word === other ? 0 : 1)));
    row = next;
  }
  return row.at(-1);
}
