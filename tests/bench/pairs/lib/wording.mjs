// What happens to the same words between two outlets. None of this changes what was said.
import { words } from "./material.mjs";

const quotes = { en: "“”", uk: "«»", ru: "«»", tr: "“”", de: "„“", es: "«»", ca: "«»" };

/** Two to four typographic accidents, in the order in which a text passes through desks and machines. */
export function typographicNoise(text, { lang, direct, gender, surname, world }, random) {
  const locale = lang === "tr" ? "tr" : "en";
  const frames = direct ? [
    [3, (t) => quotes[lang][0] + t + quotes[lang][1]],
    [2, (t) => `"${t}"`],
    [4, (t) => attributed(t, lang, gender, surname, world, random)],
    [3, (t) => t],
  ] : [[2, (t) => t.replace(/[“”„«»]/g, '"')], [1, (t) => t]];
  const accidents = [
    [6, (t) => random.weighted(frames)(t)],
    [3, (t) => t.replace(/[’']/g, t.includes("’") ? "'" : "’")],
    [2, (t) => t.replace(/\s[-–—]\s/g, random.pick([" - ", " – ", "—", " -- "]))],
    [2, (t) => t.replace(/[;:] /, " — ")],
    [2, (t) => t.replace(/(\d),(\d{3})/g, random.pick(["$1$2", "$1 $2", "$1\u202f$2"])).replace(/\bper cent\b/g, "percent")],
    [2, (t) => t.replace(/\.$/, "")],
    [1, (t) => t.replace(/\.$/, random.pick(["…", "...", "!"]))],
    [1, (t) => t.toLocaleUpperCase(locale)],
    [1, (t) => t.replace(/^\p{Lu}/u, (first) => first.toLocaleLowerCase(locale))],
    [2, (t) => random.pick(world.datelines[lang]) + t],
    [1, (t) => t.replace(/ /, "  ").replace(/, /, " , ")],
    [1, (t) => t.replace(/ (?=\p{L}{1,2} )/gu, "\u00a0")],
    [1, (t) => t.replace(/&/g, "&amp;").replace(/["“”]/g, "&quot;").replace(/[’']/g, "&#39;")],
    [1, (t) => t.normalize("NFD")],
    [1, (t) => ` ${t}\n`],
  ];
  const wanted = random.int(2, 4);
  for (let tries = 0; tries < 20; tries++) {
    const chosen = new Set();
    while (chosen.size < wanted) chosen.add(random.weighted(accidents.map(([weight], i) => [weight, i])));
    const out = accidents.reduce((t, [, accident], i) => (chosen.has(i) ? accident(t) : t), text);
    if (out !== text) return out;
  }
  return `"${text}"`;
}

function attributed(text, lang, gender, surname, world, random) {
  const said = random.pick(world.attributions[lang][gender ?? "m"]).replace("{surname}", surname ?? "");
  const body = text.replace(/[.]$/, "");
  return random.chance(0.6) ? `${quotes[lang][0]}${body},${quotes[lang][1]} ${said}.` : `${body}, ${said}.`;
}

/** A part of the words, with or without the sign that something was left out; undefined where it would be too short to know again. */
export function truncated(text, random) {
  const cuts = [...text.matchAll(/[,;:.?!]\s+|\s+[–—]\s+| (?=(?:and|but|which|that|because|if|und|aber|weil|y|pero|porque|que|і|але|бо|и|но|что|ve|ama|i|però|perquè)\s)/gu)]
    .map((match) => match.index + match[0].length);
  const total = words(text).length;
  const options = cuts.flatMap((cut) => [[0, cut], [cut, text.length]]).concat(cuts.flatMap((from) => cuts.filter((to) => to > from).map((to) => [from, to])))
    .filter(([from, to]) => { const n = words(text.slice(from, to)).length; return n >= 5 && n >= total * 0.45 && n < total; });
  const [from, to] = options.length > 0 ? random.pick(options) : byWords(text, total, random);
  if (to === 0) return undefined;
  const kept = text.slice(from, to).trim().replace(/[,;:–—]$/u, "").trim();
  const mark = random.pick(["…", "...", " [...]", ""]);
  return (from > 0 && random.chance(0.7) ? `${mark.trim()}${mark.startsWith(" ") ? " " : ""}` : "") + kept + (to < text.length ? mark : "");
}

function byWords(text, total, random) {
  if (total < 9) return [0, 0];
  const ends = [...text.matchAll(/\s+/g)].map((match) => match.index);
  return [0, ends[Math.min(ends.length - 1, Math.floor(ends.length * (0.55 + random.next() * 0.3)))]];
}

const small = /^(?:We|It|The|A|An|There|If|No|Any|This|One|Two|Every|Nobody|Only|Not|To|From|Today|All|Those|Here|Whoever)\b/;

/** The words as a quotation in the middle of a longer sentence of the reporter's. */
export function embedded(text, { lang, full, world }, random) {
  const template = random.pick(world.embeddings[lang]);
  const inner = text.replace(/[“”„«»"]/g, "'");
  const lower = small.test(inner) ? inner[0].toLowerCase() + inner.slice(1) : inner;
  const open = (t) => t.replace(/[.]$/, "");
  const capital = full[0].toLocaleUpperCase(lang === "tr" ? "tr" : "en") + full.slice(1);
  const closes = /\{Q\}[”»“](?:\s|$)/.test(template);
  return template.replace("{q}", () => open(lower)).replace("{Q}", () => (closes ? inner : open(inner))).replace("{full}", () => full).replace("{Full}", () => capital);
}

/** The same text with other spellings of the names in it; undefined where no name in it has another spelling. */
export function respelled(text, lang, world, random) {
  let out = text;
  for (const spellings of world.names[lang] ?? []) {
    for (const spelling of spellings) {
      const at = new RegExp(`(?<![\\p{L}])${spelling.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}])`, "gu");
      if (!at.test(out)) continue;
      const other = random.pick(spellings.filter((name) => name !== spelling));
      out = out.replace(at, other);
      break;
    }
  }
  return out === text ? undefined : out;
}
