// Where the sentences come from, and on which side of the split each of them is. The unit of the split is the scene (own sentences), the utterance
// (parliament), the family of look-alikes (news sentences), the phrase (formulas, answers): everything made of one unit stays on one side.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stream } from "./random.mjs";

export const words = (text) => text.normalize("NFC").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
export const plain = (text) => words(text).join(" ");

export function load(here, shared, seed) {
  const read = (name) => JSON.parse(readFileSync(join(here, name), "utf8"));
  const world = read("world.json");
  const left = [];
  const parliament = file(shared, "data/parlamint/es-ct.jsonl", left, (text) => parlamint(text, seed));
  const news = file(shared, "data/events/PETR.UnitTest.records.xml", left, events);
  const { scenes } = read("base.json");
  const ours = new Set([...phrases(world.formulas, ""), ...phrases(world.answers, "")].map((phrase) => plain(phrase.text)));
  return {
    world, left,
    scenes: halve(scenes, (scene) => scene.lang, seed, "scenes"),
    formulas: halve(phrases(world.formulas, "formula"), (phrase) => phrase.lang, seed, "formulas"),
    answers: halve(phrases(world.answers, "answer"), (phrase) => phrase.lang, seed, "answers"),
    passages: halve(parliament?.passages ?? [], (passage) => `${passage.date}/${passage.lang}`, seed, "passages"),
    repeats: halve((parliament?.repeats ?? []).filter((repeat) => !ours.has(repeat.text)), (repeat) => repeat.kind, seed, "repeats"),
    news: halve(news ?? [], () => "news", seed, "news"),
  };
}

function file(shared, path, left, parse) {
  const full = join(shared, path);
  if (existsSync(full)) return parse(readFileSync(full, "utf8"));
  left.push(path);
  return undefined;
}

const phrases = (byLanguage, kind) =>
  Object.entries(byLanguage).flatMap(([lang, texts]) => texts.map((text, i) => ({ id: `${kind}:${lang}-${i + 1}`, lang, text })));

/** A third of every stratum is held out; the remainders of small strata are dealt so that the whole is a third too. */
function halve(units, stratumOf, seed, label) {
  const strata = group(units, stratumOf);
  const held = new Set();
  let owed = 0;
  for (const stratum of [...strata.keys()].sort()) {
    const members = stream(seed, "split", label, stratum).shuffle(strata.get(stratum));
    owed += members.length / 3;
    const take = Math.min(members.length, Math.round(owed));
    members.slice(0, take).forEach((unit) => held.add(unit));
    owed -= take;
  }
  return { tune: units.filter((unit) => !held.has(unit)), held_out: units.filter((unit) => held.has(unit)) };
}

function group(list, keyOf) {
  const groups = new Map();
  for (const item of list) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** Passages of 8 words or more from utterances with a named speaker, and the short utterances that really recur, word for word. */
function parlamint(text, seed) {
  const utterances = text.trim().split("\n").map((line) => JSON.parse(line)).filter((line) => line.speaker.name && line.speaker.id)
    .map(({ speaker, meeting, statement }) => ({
      id: `parlamint:${statement.id}`, speaker: slug(speaker.id), name: speaker.name, party: speaker.affiliation && slug(speaker.affiliation),
      date: meeting.date, at: statement.at, seq: statement.seq, lang: statement.lang,
      text: statement.text.replace(/\s+/g, " ").trim(), sentences: sentences(statement.text),
    }));
  const seen = new Set();
  const kept = []; // the words of the passages, to leave out look-alikes (the chair says much the same all day)
  const passages = [];
  for (const utterance of utterances) {
    const random = stream(seed, "passage", utterance.id);
    const good = utterance.sentences.map((sentence, i) => i).filter((i) => words(utterance.sentences[i]).length >= 8 && words(utterance.sentences[i]).length <= 60);
    if (good.length === 0) continue;
    const start = random.pick(good);
    const span = random.weighted([[55, 1], [30, 2], [15, 6]]);
    const run = utterance.sentences.slice(start, start + span);
    if (run.some((sentence) => seen.has(plain(sentence)))) continue; // said elsewhere too: it would stand on both sides of the split
    const set = new Set(words(run.join(" ")));
    if (kept.some((other) => overlap(set, other) >= 0.5)) continue;
    kept.push(set);
    run.forEach((sentence) => seen.add(plain(sentence)));
    const after = utterance.sentences[start + run.length];
    passages.push({ ...utterance, text: run.join(" "), after: after && words(after).length >= 6 && !seen.has(plain(after)) ? after : undefined });
    if (passages.at(-1).after) seen.add(plain(after));
  }
  const byText = group(utterances.filter((utterance) => words(utterance.text).length <= 14), (utterance) => plain(utterance.text));
  const repeats = [...byText].filter(([, list]) => list.length > 1)
    .map(([key, list]) => ({ id: `parlamint-repeat:${key}`, text: key, kind: words(key).length > 2 || /^(?:senyora?|silenci)\b/.test(key) ? "formula" : "answer", list }));
  return { passages, repeats };
}

const direction = /^(?:Aplaudiments|Remor de veus|Pausa|Rialles|Forts aplaudiments|Veus de fons|Silenci|L’|\()/u;
const sentences = (text) => text.split(/\n+/).filter((line) => !direction.test(line)).flatMap((line) => line.split(/(?<=[.?!…])\s+(?=[\p{Lu}«¿¡])/u))
  .map((sentence) => sentence.trim()).filter((sentence) => sentence !== "" && !direction.test(sentence) && !sentence.startsWith("..."));

/** One sentence of each family of look-alikes, with actor codes as actors and the date of the record. */
function events(xml) {
  const all = [...xml.matchAll(/<Sentence ([^>]*)>([\s\S]*?)<\/Sentence>/g)].map(([, head, body]) => ({
    id: `events:${/id\s*=\s*"([^"]*)"/.exec(head)?.[1]}`, date: /date\s*=\s*"(\d{8})"/.exec(head)?.[1].replace(/(\d{4})(\d\d)(\d\d)/, "$1-$2-$3"),
    text: (/<Text>([\s\S]*?)<\/Text>/.exec(body)?.[1] ?? "").replace(/&amp;/g, "&").replace(/\s+/g, " ").trim(),
    source: /sourcecode="([^"]*)"/.exec(body)?.[1], target: /targetcode="([^"]*)"/.exec(body)?.[1], code: /eventcode="([^"]*)"/.exec(body)?.[1], lang: "en",
  })).filter((event) => event.date && event.source && /^\w+$/.test(event.source) && words(event.text).length >= 8 && !/[&]|\w*x[lnsr]\w*/i.test(event.text));
  const families = [];
  for (const event of all) {
    const set = new Set(words(event.text));
    const near = families.filter((family) => family.some((other) => overlap(set, new Set(words(other.text))) >= 0.35));
    const merged = [...near.flat(), event];
    near.forEach((family) => families.splice(families.indexOf(family), 1));
    families.push(merged);
  }
  return families.map((family) => family.find((event) => !/\b(?:silly|lions|evil|awful)\b/i.test(event.text)) ?? family[0]);
}

function overlap(a, b) {
  const both = [...a].filter((word) => b.has(word)).length;
  return both / (a.size + b.size - both);
}

export const slug = (name) => name.normalize("NFD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase();
