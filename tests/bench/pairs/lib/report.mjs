// What an outlet's post says of an utterance. The utterance is known completely; each post shows a part of it, coded by somebody in a hurry.
// The same accidents befall both labels, so that no field alone tells a duplicate; all rates are assumptions and are listed in README.md.

const confusable = {
  demand: ["appeal", "propose", "condition"], appeal: ["demand", "propose"], propose: ["announce", "appeal"], invite: ["propose", "announce"], accept: ["support", "commit"],
  reject: ["criticise", "deny", "assess"], condition: ["demand", "commit"], commit: ["announce", "support"], support: ["assess", "commit"], criticise: ["accuse", "assess", "reject"],
  accuse: ["criticise", "assess"], threaten: ["announce", "predict", "criticise"], announce: ["commit", "assess"], assess: ["frame", "predict", "announce"], predict: ["assess", "signal"],
  frame: ["assess", "support"], signal: ["announce"], deny: ["reject", "assess"], question: ["other"], other: ["announce", "assess"],
};
const neighbour = {
  demands: ["supports", "proposes"], proposes: ["supports", "demands"], supports: ["proposes", "demands"], conditional: ["supports", "unclear"],
  neutral: ["unclear"], unclear: ["neutral"], opposes: ["rejects"], rejects: ["opposes"],
};

const minute = 60_000;
const pad = (n) => String(n).padStart(2, "0");

/** A moment and the zone it was said in, from RFC 3339. */
export function moment(text) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(text);
  return { ms: Date.parse(text), offset: (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) };
}
export const later = (at, minutes) => ({ ...at, ms: at.ms + minutes * minute });
export const dayOf = (at) => new Date(at.ms + at.offset * minute).toISOString().slice(0, 10);

/** Some minutes before or after, on the same day of the place. */
export function sameDay(at, minutes) {
  const moved = later(at, minutes);
  return dayOf(moved) === dayOf(at) ? moved : later(at, -minutes / 4);
}

function edtf(at, mode) {
  const zone = mode.offset ?? at.offset;
  const local = new Date(at.ms + zone * minute).toISOString();
  if (mode.precision === "day") return local.slice(0, 10);
  if (mode.precision === "before") return `../${local.slice(0, 10)}`;
  const time = mode.precision === "second" ? local.slice(0, 19) : local.slice(0, 16);
  return time + (zone === 0 ? "Z" : `${zone < 0 ? "-" : "+"}${pad(Math.floor(Math.abs(zone) / 60))}:${pad(Math.abs(zone) % 60)}`);
}

/** How the post dates it: "any" as outlets do, "dated" never absent and by the place's own calendar, "timed" to the minute, "undated" not at all. */
function saidAt(at, how, random) {
  if (how === "undated") return random.chance(0.8) ? null : edtf(later(at, random.int(0, 3) * 1440), { precision: "before" });
  if (how === "timed") return edtf(at, { precision: random.chance(0.2) ? "second" : "minute", offset: random.chance(0.25) ? 0 : undefined });
  if (how === "dated") return edtf(at, { precision: random.chance(0.5) ? "day" : "minute" });
  return random.weighted([
    [30, () => edtf(at, { precision: "minute" })],
    [9, () => edtf(at, { precision: "second", offset: 0 })],
    [37, () => edtf(at, { precision: "day" })],
    [5, () => edtf(at, { precision: "day", offset: random.pick([0, -240, 480]) })], // the outlet's own calendar: may be the day before or after
    [4, () => edtf(at, { precision: "before" })],
    [15, () => null],
  ])();
}

/** One post. `source` is the outlet's address for it, `how` the dating. */
export function post(utterance, text, { lang = utterance.lang, sources, how = "any", moved = 0, world }, random) {
  const at = later(utterance.at, moved);
  const some = (list, probability) => list.filter(() => random.chance(probability));
  const topic = () => (random.chance(0.12) ? world.parents[utterance.topic] ?? utterance.topic : utterance.topic);
  return {
    speakers: utterance.speakers,
    onBehalfOf: random.weighted([[60, utterance.onBehalfOf], [15, utterance.onBehalfOf.slice(-1)], [25, []]]),
    to: random.chance(0.45) ? utterance.to : some(utterance.to, 0.3),
    kind: random.weighted([[68, utterance.kind], [24, random.pick(confusable[utterance.kind])], [8, "other"]]),
    text,
    lang: random.chance(0.95) ? lang : null,
    saidAt: saidAt(at, how, random),
    meeting: random.chance(0.55) ? utterance.meeting : null,
    about: {
      actors: some(utterance.about, 0.6),
      meetings: utterance.meeting !== null && random.chance(0.3) ? [utterance.meeting] : [],
      topics: utterance.topic !== null && random.chance(0.7) ? [topic()] : [],
    },
    positions: utterance.topic !== null && utterance.stance !== null && random.chance(0.7)
      ? [{ topic: topic(), stance: random.chance(0.2) ? random.pick(neighbour[utterance.stance]) : utterance.stance }] : [],
    sources,
  };
}

/** Where two posts were read. `same`: the chances that it is one outlet with two addresses, or one address. */
export function places(first, second, { same: [twoAddresses, oneAddress], world }, random) {
  const outlet = random.pick(world.outlets[first.lang]);
  const a = address(outlet, first.at, random);
  const luck = first.lang === second.lang ? random.next() : 1;
  if (luck < oneAddress) return [[a], [{ ...a }]];
  if (luck < oneAddress + twoAddresses) return [[a], [address(outlet, second.at, random)]];
  const others = world.outlets[second.lang].filter(([name]) => name !== outlet[0]);
  const other = random.pick(others);
  const b = address(other, second.at, random);
  // A republisher may name the agency it has the words from; now and then that is the very outlet of the other post.
  const credit = () => ({ name: random.chance(0.25) ? a.name : random.pick(others.filter((one) => one !== other))[0], url: null });
  return [[a], random.chance(0.12) ? [b, credit()] : [b]];
}

const address = ([name, domain], at, random) => ({ name, url: random.chance(0.5)
  ? `https://${domain}/${random.pick(["world", "politics", "live", "news"])}/${dayOf(at).replaceAll("-", "/")}/${random.int(100000, 999999)}`
  : `https://${domain}/${random.pick(["a", "article", "n"])}/${random.int(1000000, 9999999)}` });
