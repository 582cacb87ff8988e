// node tests/bench/pairs/make-pairs.mjs [--seed 20250516] [--shared ../shared] [--count N] > pairs.jsonl
// Labelled pairs for measuring a detector of likely duplicates. Written before any such detector; README.md says how to use them.
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { classes } from "./lib/classes.mjs";
import { load, plain } from "./lib/material.mjs";
import { stream } from "./lib/random.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const splits = ["tune", "held_out"];

export function makePairs({ seed, shared, count }) {
  const material = load(here, shared, seed);
  const full = classes.reduce((sum, kind) => sum + kind.pairs, 0);
  const pairs = [];
  const short = [];
  for (const kind of classes) {
    const wanted = Math.max(1, Math.round((kind.pairs * (count ?? full)) / full / 3)); // held out; twice as many to tune
    const found = Object.fromEntries(splits.map((split) => [split, draw(kind, split, material, seed, split === "tune" ? wanted * 2 : wanted)]));
    const third = Math.min(wanted, found.held_out.length, Math.floor(found.tune.length / 2));
    if (third < wanted) short.push(`${kind.name}: ${third * 3} of ${wanted * 3}`);
    pairs.push(...found.tune.slice(0, third * 2), ...found.held_out.slice(0, third));
  }
  const mixed = stream(seed, "order").shuffle(pairs);
  return { pairs: mixed.map((pair, i) => ({ id: `p${String(i + 1).padStart(4, "0")}`, ...pair })), left: material.left, short };
}

/** From each source of the class its share, then from whatever is left; a base is used again only when every other has been used. */
function draw(kind, split, material, seed, wanted) {
  const sources = kind.sources.map(([share, candidates], i) => {
    const random = stream(seed, kind.name, split, i);
    return { share, candidates: spread(random.shuffle(candidates(half(material, split), random)), (candidate) => candidate.base) };
  }).filter((source) => source.candidates.length > 0);
  const shares = sources.reduce((sum, source) => sum + source.share, 0);
  const taken = sources.flatMap((source) => source.candidates.splice(0, Math.floor((wanted * source.share) / shares)));
  const rest = sources.flatMap((source) => source.candidates);
  const seen = new Set();
  const pairs = [];
  for (const candidate of [...taken, ...rest]) {
    if (pairs.length === wanted) break;
    const made = candidate.make(stream(seed, kind.name, split, candidate.key));
    const key = made && [plain(made.a.text), plain(made.b.text)].sort().join("|") + made.a.speakers + made.b.speakers + (candidate.again ?? "");
    if (!made || seen.has(key)) continue;
    seen.add(key);
    const turned = !kind.ordered && stream(seed, kind.name, "turn", candidate.key).chance(0.5);
    pairs.push({ label: kind.label, class: kind.name, split, a: turned ? made.b : made.a, b: turned ? made.a : made.b, bases: made.bases });
  }
  return pairs;
}

const half = (material, split) => ({ world: material.world, ...Object.fromEntries(
  ["scenes", "formulas", "answers", "passages", "repeats", "news"].map((name) => [name, material[name][split]])) });

function spread(list, keyOf) {
  const times = new Map();
  return list.map((item, i) => {
    const time = times.get(keyOf(item)) ?? 0;
    times.set(keyOf(item), time + 1);
    return { item, time, i };
  }).sort((x, y) => x.time - y.time || x.i - y.i).map(({ item }) => item);
}

export function options(args) {
  const value = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const number = (name) => {
    const text = value(name);
    if (text !== undefined && !/^\d+$/.test(text)) throw new Error(`${name} wants a number, not ${text}`);
    return text === undefined ? undefined : Number(text);
  };
  return { seed: number("--seed") ?? 20250516, shared: value("--shared") ? resolve(value("--shared")) : join(here, "../../../../shared"), count: number("--count") };
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { pairs, left, short } = makePairs(options(process.argv.slice(2)));
  for (const path of left) console.error(`left out: ${path} is not in the shared folder; own sentences only`);
  for (const line of short) console.error(`fewer than planned: ${line}`);
  process.stdout.write(pairs.map((pair) => `${JSON.stringify(pair)}\n`).join(""));
}
