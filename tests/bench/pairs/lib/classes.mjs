// The kinds of pairs, each with how many are wanted and from which material. A candidate is cheap: {base, key, make}; only those drawn are made.
// A reason for the length: this is the table of contents of the benchmark, and reads best in one piece.
import { moment, places, post, sameDay, later, dayOf } from "./report.mjs";
import { words } from "./material.mjs";
import { embedded, respelled, truncated, typographicNoise } from "./wording.mjs";

const otherOutlet = [0.11, 0.04]; // of duplicates: one outlet updates its story, or two desks post one address
const sameArticle = [0.18, 0.27]; // of statements of one speaker and day: an article carries several
const duplicate = (name, pairs, sources, ordered = false) => ({ name, label: "duplicate", pairs, sources, ordered });
const distinct = (name, pairs, sources) => ({ name, label: "distinct", pairs, sources });

export const classes = [
  duplicate("verbatim", 150, [[52, twice("text", "text")], [26, passageTwice((t) => t)], [10, newsTwice((t) => t)], [8, phraseOnce("formulas")], [4, phraseOnce("answers")]]),
  duplicate("typographic_noise", 180, [[55, twice("text", noisy)], [33, passageTwice(noisyPassage)], [12, newsTwice(noisyNews)]]),
  duplicate("truncated", 120, [[70, twice("text", (s, h, r) => truncated(s.text, r))], [30, passageTwice((t, p, h, r) => (words(t).length > 13 ? truncated(t, r) : undefined))]]),
  duplicate("embedded", 120, [[75, twice("text", embeddedOwn)], [25, passageTwice(embeddedPassage)]]),
  duplicate("small_edit", 171, [[1, twice("text", "edited")]]),
  duplicate("near_paraphrase", 240, [[2, twice("text", "near")], [1, twice("edited", "near")]]),
  duplicate("far_paraphrase", 240, [[3, twice("text", "far")], [2, twice("near", "far")], [1, twice("edited", "far")]]),
  duplicate("shortened", 120, [[2, twice("text", "short")], [1, twice("near", "short")]]),
  duplicate("direct_indirect", 171, [[3, twice("text", "otherForm")], [1, twice("edited", "otherForm")]]),
  duplicate("transliteration", 120, [[2, twice("text", spelled("text"))], [3, twice("otherForm", spelled("otherForm"))], [1, twice("near", spelled("near"))], [1, twice("far", spelled("far"))]]),
  duplicate("undated_second", 120, [[2, undated("text")], [2, undated(noisy)], [2, undated("edited")], [2, undated("near")], [1, undated("far")], [2, passageTwice((t) => t, ["dated", "undated"])]], true),
  duplicate("translated", 150, [[2, translated("text")], [1, translated("near")], [1, translated("edited")]]),
  duplicate("office_attribution", 90, [[2, byOffice("text")], [1, byOffice("edited")], [1, byOffice("near")], [1, byOffice("far")]]),

  distinct("same_day_other_topic", 210, [[64, sceneMates], [30, passageMates], [6, newsMates]]),
  distinct("near_miss", 330, [[4, against("text", "nearMiss")], [2, against("near", "nearMiss")], [1, against("otherForm", "nearMiss")], [1, against("far", "nearMiss")]]),
  distinct("negation_or_number", 270, [[4, against("text", "changed")], [2, against("edited", "changed")], [1, against("near", "changed")]]),
  distinct("repeated_formula", 150, [[75, phraseAgain], [25, reallyAgain("formula")]]),
  distinct("other_speaker", 180, [[78, echoed("text")], [14, echoed("edited")], [8, sameWordsOther]]),
  distinct("other_day", 180, [[75, repeated("text")], [15, repeated("edited")], [10, sameWordsLater]]),
  distinct("same_answer", 120, [[80, answerAgain], [20, reallyAgain("answer")]]),
  distinct("parts_of_one", 180, [[33, parts], [67, passageParts]]),
  distinct("same_stance_other_occasion", 180, [[45, sameStance], [40, repeated("near")], [15, repeated("far")]]),
  distinct("random", 180, [[50, strangers], [20, passageStrangers], [15, newsStrangers], [15, mixedStrangers]]),
];

// ---- utterances ----------------------------------------------------------------------------------------------------------------------------

const statementsOf = (half) => half.scenes.flatMap((scene) => scene.statements.map((statement, i) => ({ ...statement, scene, after: i * 4, lang: scene.lang })));

function utterance(half, statement) {
  const { scene } = statement;
  return {
    speakers: [scene.speaker], onBehalfOf: half.world.speakers[scene.speaker].onBehalfOf, to: scene.to, kind: statement.kind, lang: scene.lang,
    at: sameDay(moment(scene.at), statement.after), meeting: scene.meeting, about: statement.about, topic: statement.topic, stance: statement.stance,
  };
}

const inParliament = (line) => ({
  speakers: [line.speaker], onBehalfOf: line.party ? [line.party] : [], to: [], kind: "other", lang: line.lang, at: moment(line.at),
  meeting: `parlament-${line.date}`, about: [], topic: null, stance: null,
});

const newsKinds = { "01": "assess", "02": "appeal", "03": "commit", "04": "announce", "05": "support", 10: "demand", 11: "criticise", 12: "reject", 13: "threaten", 16: "reject" };
const inNews = (line) => ({
  speakers: [line.source.toLowerCase()], onBehalfOf: [], to: [], kind: newsKinds[line.code?.slice(0, 2)] ?? "announce", lang: "en",
  at: moment(`${line.date}T12:00:00+00:00`), meeting: null, about: /^\w+$/.test(line.target ?? "") ? [line.target.toLowerCase()] : [], topic: null, stance: null,
});

/** Two posts of one utterance, or of two. */
function pair(half, first, second, same, random, { how = [undefined, undefined], moved = 0, bases }) {
  const [sourcesA, sourcesB] = places(first, second, { same, world: half.world }, random);
  return {
    a: post(first.utterance, first.text, { lang: first.lang, sources: sourcesA, how: how[0], world: half.world }, random),
    b: post(second.utterance, second.text, { lang: second.lang, sources: sourcesB, how: how[1], moved, world: half.world }, random),
    bases,
  };
}

const side = (said, text, lang = said.lang) => ({ utterance: said, at: said.at, text, lang });
/** How much later the second outlet puts the same moment. */
const clockDrift = (random) => random.weighted([[60, 0], [25, random.int(1, 5)], [15, random.int(6, 25)]]);
const spoken = (statement, half) => {
  const speaker = half.world.speakers[statement.scene.speaker];
  return { lang: statement.lang, direct: statement.form === "direct", gender: speaker.gender, surname: speaker.surname[statement.lang], full: speaker.full[statement.lang], world: half.world };
};
const resolve = (from, statement, half, random) => (typeof from === "function" ? from(statement, half, random) : statement[from]);

// ---- duplicates: one utterance, two posts --------------------------------------------------------------------------------------------------

function twice(from, to, how) {
  return (half) => statementsOf(half).map((statement) => ({
    base: statement.id, key: `${statement.id}/${typeof from === "function" ? from.name : from}/${typeof to === "function" ? to.name : to}`,
    make: (random) => {
      const [one, two] = [resolve(from, statement, half, random), resolve(to, statement, half, random)];
      if (one === undefined || two === undefined) return undefined;
      const said = utterance(half, statement);
      return pair(half, side(said, one), side(said, two), otherOutlet, random, { how, moved: clockDrift(random), bases: [statement.id] });
    },
  }));
}

function noisy(statement, half, random) { return typographicNoise(statement.text, spoken(statement, half), random); }
function embeddedOwn(statement, half, random) { return statement.form === "direct" ? embedded(statement.text, spoken(statement, half), random) : undefined; }
function spelled(field) { return (statement, half, random) => respelled(statement[field], statement.lang, half.world, random); }
function undated(to) { return twice("text", to, ["dated", "undated"]); }

function translated(from) {
  return (half) => statementsOf(half).filter((statement) => statement.translation).map((statement) => ({
    base: statement.id, key: `${statement.id}/${from}/translation`,
    make: (random) => {
      const said = utterance(half, statement);
      const { lang, text } = statement.translation;
      return pair(half, side(said, statement[from]), side(said, text, lang), otherOutlet, random, { moved: clockDrift(random), bases: [statement.id] });
    },
  }));
}

/** The second outlet gives the words to the ministry or the country. */
function byOffice(to) {
  return (half) => statementsOf(half).filter((statement) => !names(half, statement, statement[to])).map((statement) => ({
    base: statement.id, key: `${statement.id}/office/${to}`,
    make: (random) => {
      const said = utterance(half, statement);
      const { offices } = half.world.speakers[statement.scene.speaker];
      const at = random.int(0, offices.length - 1);
      const office = { ...said, speakers: [offices[at]], onBehalfOf: offices.slice(at + 1) };
      return pair(half, side(said, statement.text), side(office, statement[to]), otherOutlet, random, { moved: clockDrift(random), bases: [statement.id] });
    },
  }));
}

const names = (half, statement, text) => Object.values(half.world.speakers[statement.scene.speaker].surname).some((surname) => text.includes(surname));

function passageTwice(change, how) {
  return (half) => spokenPassages(half).map((passage) => ({
    base: passage.id, key: passage.id,
    make: (random) => {
      const text = change(passage.text, passage, half, random);
      const said = inParliament(passage);
      return text && pair(half, side(said, passage.text), side(said, text), otherOutlet, random, { how, moved: clockDrift(random), bases: [passage.id] });
    },
  }));
}

const spokenPassages = (half) => half.passages.filter((passage) => half.world.outlets[passage.lang]);
const speakerOf = (passage, half) => ({ lang: passage.lang, direct: true, gender: "m", surname: passage.name.split(" ").slice(1).join(" ") || passage.name, full: passage.name, world: half.world });
function noisyPassage(text, passage, half, random) { return typographicNoise(text, speakerOf(passage, half), random); }
function embeddedPassage(text, passage, half, random) { return words(text).length <= 45 ? embedded(text, speakerOf(passage, half), random) : undefined; }

function newsTwice(change) {
  return (half) => half.news.map((line) => ({
    base: line.id, key: line.id,
    make: (random) => pair(half, side(inNews(line), line.text), side(inNews(line), change(line.text, line, half, random)), otherOutlet, random, { bases: [line.id] }),
  }));
}
function noisyNews(text, line, half, random) { return typographicNoise(text, { lang: "en", direct: false, world: half.world }, random); }

/** A set phrase or a short answer, said once and posted by two outlets with the time; the counterpart of repeated_formula and same_answer. */
function phraseOnce(kind) {
  return (half) => half[kind].flatMap((phrase) => [0, 1].map((n) => ({
    base: phrase.id, key: `${phrase.id}/once/${n}`, again: `${n}`,
    make: (random) => {
      const said = kind === "formulas" ? fromTheChair(half, phrase, random) : inAnswer(half, phrase, random);
      return pair(half, side(said, phrase.text), side(said, phrase.text), otherOutlet, random, { how: ["timed", "timed"], moved: random.int(0, 1), bases: [phrase.id] });
    },
  })));
}

// ---- distinct: two utterances --------------------------------------------------------------------------------------------------------------

const anyForm = (statement, random) => statement[random.pick(["text", "edited", "near"])];

function sceneMates(half) {
  return half.scenes.flatMap((scene) => {
    const mates = statementsOf({ scenes: [scene] });
    return mates.flatMap((one, i) => mates.slice(i + 1).map((two) => ({
      base: scene.id, key: `${one.id}/${two.id}`,
      make: (random) => pair(half, side(utterance(half, one), anyForm(one, random)), side(utterance(half, two), anyForm(two, random)), sameArticle, random, { bases: [one.id, two.id] }),
    })));
  });
}

function passageMates(half) {
  const list = spokenPassages(half);
  return list.flatMap((one, i) => list.slice(i + 1).filter((two) => two.speaker === one.speaker && two.date === one.date && Math.abs(two.seq - one.seq) >= 20).slice(0, 3)
    .map((two) => ({ base: one.id, key: `${one.id}/${two.id}`, make: (random) => pair(half, side(inParliament(one), one.text), side(inParliament(two), two.text), sameArticle, random, { bases: [one.id, two.id] }) })));
}

function newsMates(half) {
  return half.news.flatMap((one, i) => half.news.slice(i + 1).filter((two) => two.source === one.source).map((two) => ({
    base: one.id, key: `${one.id}/${two.id}`,
    make: (random) => pair(half, side(inNews(one), one.text), side(inNews({ ...two, date: one.date }), two.text), sameArticle, random, { bases: [one.id, two.id] }),
  })));
}

const turned = { demands: "rejects", proposes: "rejects", supports: "opposes", opposes: "supports", rejects: "supports", conditional: "rejects" };
const negations = (text) => text.match(/\b(?:not?|nobody|nothing|none|never|cannot|nicht|kein\w*|sin)\b|n't\b|(?<!\p{L})(?:не|ні|нет|ни|değil)(?!\p{L})/giu)?.length ?? 0;

/** What was said against what was also said, or against what the same words say with another number or the opposite sign. */
function against(from, to) {
  return (half) => statementsOf(half).map((statement) => ({
    base: statement.id, key: `${statement.id}/${from}/${to}`,
    make: (random) => {
      const said = utterance(half, statement);
      const at = sameDay(said.at, random.int(-40, 60));
      const opposite = to === "changed" && negations(statement.text) !== negations(statement.changed);
      const other = { ...said, at, stance: opposite ? turned[said.stance] ?? said.stance : to === "changed" ? said.stance : random.weighted([[60, said.stance], [40, null]]) };
      if (to === "nearMiss") other.kind = random.chance(0.5) ? said.kind : random.pick(["assess", "announce", "criticise"]);
      return pair(half, side(said, statement[from]), side(other, statement[to]), sameArticle, random, { bases: [statement.id] });
    },
  }));
}

function parts(half) {
  return statementsOf(half).filter((statement) => statement.next).map((statement) => ({
    base: statement.id, key: `${statement.id}/next`,
    make: (random) => {
      const said = utterance(half, statement);
      const next = { ...said, at: later(said.at, random.int(0, 2)), kind: random.chance(0.5) ? said.kind : "assess", stance: random.chance(0.5) ? said.stance : null };
      return pair(half, side(said, random.chance(0.7) ? statement.text : statement.near), side(next, statement.next), [0.15, 0.6], random, { bases: [statement.id] });
    },
  }));
}

function passageParts(half) {
  return spokenPassages(half).filter((passage) => passage.after).map((passage) => ({
    base: passage.id, key: `${passage.id}/after`,
    make: (random) => pair(half, side(inParliament(passage), passage.text), side(inParliament(passage), passage.after), [0.15, 0.6], random, { bases: [passage.id] }),
  }));
}

const onSomeDay = (random) => moment(`2025-${String(random.int(3, 11)).padStart(2, "0")}-${String(random.int(1, 28)).padStart(2, "0")}T${String(random.int(9, 15)).padStart(2, "0")}:${random.int(10, 59)}:00${random.pick(["+00:00", "+02:00", "+03:00", "-04:00"])}`);

function fromTheChair(half, phrase, random) {
  const thanks = /thank|nothing to add|gracias|Dank|nichts Neues|Teşekkür|Дякую|Спасибо|нечего/i.test(phrase.text);
  const chair = random.pick(half.world.chairs.filter((one) => (one.floor ? thanks : true)));
  const at = onSomeDay(random);
  return { speakers: [chair.id], onBehalfOf: chair.onBehalfOf, to: [], kind: "other", lang: phrase.lang, at, meeting: `${chair.meeting}-${dayOf(at)}`, about: [], topic: null, stance: null };
}

/** A short answer to a question about some topic. */
function inAnswer(half, phrase, random) {
  const at = onSomeDay(random);
  const speaker = random.pick(Object.keys(half.world.speakers).filter((id) => half.world.speakers[id].surname[phrase.lang]));
  const asked = random.pick(statementsOf(half));
  return {
    speakers: [speaker], onBehalfOf: half.world.speakers[speaker].onBehalfOf, to: [], kind: random.pick(["other", "deny", "assess"]), lang: phrase.lang, at,
    meeting: random.chance(0.5) ? `press-conference-${dayOf(at)}` : null, about: asked.about, topic: asked.topic, stance: null,
  };
}

const clocks = (random) => random.weighted([[60, ["timed", "timed"]], [20, ["timed", undefined]], [20, [undefined, undefined]]]);

function phraseAgain(half) {
  return half.formulas.flatMap((phrase) => [0, 1, 2].map((n) => ({
    base: phrase.id, key: `${phrase.id}/again/${n}`, again: `${n}`,
    make: (random) => {
      const said = fromTheChair(half, phrase, random);
      const again = { ...said, at: sameDay(said.at, random.int(3, 300)) };
      return pair(half, side(said, phrase.text), side(again, phrase.text), [0.35, 0.65], random, { how: clocks(random), bases: [phrase.id] });
    },
  })));
}

function answerAgain(half) {
  return half.answers.flatMap((phrase) => [0, 1, 2, 3].map((n) => ({
    base: phrase.id, key: `${phrase.id}/again/${n}`, again: `${n}`,
    make: (random) => {
      const said = inAnswer(half, phrase, random);
      const asked = random.pick(statementsOf(half).filter((statement) => statement.topic !== said.topic));
      const again = { ...said, at: sameDay(said.at, random.int(2, 45)), about: asked.about, topic: asked.topic };
      return pair(half, side(said, phrase.text), side(again, phrase.text), sameArticle, random, { how: clocks(random), bases: [phrase.id] });
    },
  })));
}

/** What the minutes of the parliament really have twice. */
function fromMinutes(half, allowed, make) {
  return half.repeats.flatMap((repeat) => repeat.list.flatMap((one, i) => repeat.list.slice(i + 1)
    .filter((two) => half.world.outlets[one.lang] && one.lang === two.lang && allowed(one, two, repeat))
    .map((two) => ({ base: repeat.id, key: `${one.id}/${two.id}`, again: `${one.id}/${two.id}`, make: (random) => make(one, two, random, [repeat.id]) }))));
}

function reallyAgain(kind) {
  return (half) => fromMinutes(half, (one, two, repeat) => repeat.kind === kind && one.speaker === two.speaker && one.date === two.date && Math.abs(moment(one.at).ms - moment(two.at).ms) >= 120_000,
    (one, two, random, bases) => pair(half, side(inParliament(one), one.text), side(inParliament(two), two.text), [0.35, 0.65], random, { how: clocks(random), bases }));
}

function sameWordsOther(half) {
  return fromMinutes(half, (one, two) => one.speaker !== two.speaker && one.date === two.date,
    (one, two, random, bases) => pair(half, side(inParliament(one), one.text), side(inParliament(two), two.text), sameArticle, random, { bases }));
}

function sameWordsLater(half) {
  return fromMinutes(half, (one, two) => one.speaker === two.speaker && one.date !== two.date,
    (one, two, random, bases) => pair(half, side(inParliament(one), one.text), side(inParliament(two), two.text), otherOutlet, random, { how: ["dated", "dated"], bases }));
}

/** The same words from another mouth: of a colleague, or where there is none, of somebody on the same side. */
function echoed(field) {
  return (half) => statementsOf(half)
    .filter((statement) => !names(half, statement, statement.text + statement[field]) && !ownTitle.test(statement.text) && mates(half, statement.scene.speaker).length > 0)
    .map((statement) => ({
    base: statement.id, key: `${statement.id}/echo/${field}`,
    make: (random) => {
      const other = random.pick(mates(half, statement.scene.speaker));
      const said = utterance(half, statement);
      const at = random.chance(0.75) ? sameDay(said.at, random.int(10, 300)) : later(said.at, random.int(1, 5) * 1440);
      const echo = { ...said, speakers: [other], onBehalfOf: half.world.speakers[other].onBehalfOf, at, meeting: random.chance(0.5) ? said.meeting : null };
      return pair(half, side(said, statement.text), side(echo, statement[field]), sameArticle, random, { bases: [statement.id] });
    },
  }));
}

const ownTitle = /secretary general|Turkish minister|секретарь/;

function mates(half, speaker) {
  const { speakers, blocs } = half.world;
  const others = Object.keys(speakers).filter((id) => id !== speaker);
  const colleagues = others.filter((id) => speakers[id].offices.at(-1) === speakers[speaker].offices.at(-1));
  return colleagues.length > 0 ? colleagues : others.filter((id) => blocs.some((bloc) => bloc.includes(id) && bloc.includes(speaker)));
}

/** The same words, or the same position in other words, on another day: both posts have a date, by the calendar of the place. */
function repeated(field) {
  return (half) => statementsOf(half).map((statement) => ({
    base: statement.id, key: `${statement.id}/later/${field}`,
    make: (random) => {
      const said = utterance(half, statement);
      const days = random.weighted([[25, 1], [35, random.int(2, 6)], [40, random.int(7, 60)]]);
      const again = { ...said, at: later(said.at, days * 1440 + random.int(-90, 90)), meeting: null };
      if (dayOf(again.at) === dayOf(said.at)) again.at = later(said.at, days * 1440);
      return pair(half, side(said, statement.text), side(again, statement[field]), otherOutlet, random, { how: ["dated", "dated"], bases: [statement.id] });
    },
  }));
}

const sign = (stance) => ({ demands: 1, proposes: 1, supports: 1, opposes: -1, rejects: -1 })[stance] ?? stance;

function sameStance(half) {
  const all = statementsOf(half).filter((statement) => statement.stance !== null);
  return all.flatMap((one, i) => all.slice(i + 1)
    .filter((two) => two.scene !== one.scene && two.topic === one.topic && sign(two.stance) === sign(one.stance) && (two.scene.speaker !== one.scene.speaker || two.scene.at.slice(0, 10) !== one.scene.at.slice(0, 10)))
    .flatMap((two) => [0, 1].map((n) => ({
      base: one.id, key: `${one.id}/${two.id}/${n}`,
      make: (random) => pair(half, inEnglish(half, one, random), inEnglish(half, two, random), otherOutlet, random, { bases: [one.id, two.id] }),
    }))));
}

function inEnglish(half, statement, random) {
  const said = utterance(half, statement);
  if (statement.lang !== "en" && random.chance(0.7)) return side(said, statement.translation.text, "en");
  return side(said, statement[random.pick(["text", "near", "far"])]);
}

// ---- distinct: no connection ---------------------------------------------------------------------------------------------------------------

function couples(list, allowed, random, limit = 300) {
  const out = [];
  for (let tries = 0; out.length < limit && tries < limit * 20 && list.length > 1; tries++) {
    const [one, two] = [random.pick(list), random.pick(list)];
    if (one.id < two.id && allowed(one, two)) out.push([one, two]);
  }
  return out;
}

function strangers(half, random) {
  return couples(statementsOf(half), (one, two) => one.scene.speaker !== two.scene.speaker && one.topic !== two.topic, random).map(([one, two]) => ({
    base: one.id, key: `${one.id}/${two.id}`,
    make: (r) => pair(half, side(utterance(half, one), anyForm(one, r)), side(utterance(half, two), anyForm(two, r)), otherOutlet, r, { bases: [one.id, two.id] }),
  }));
}

function passageStrangers(half, random) {
  return couples(spokenPassages(half), (one, two) => one.speaker !== two.speaker, random).map(([one, two]) => ({
    base: one.id, key: `${one.id}/${two.id}`,
    make: (r) => pair(half, side(inParliament(one), one.text), side(inParliament(two), two.text), otherOutlet, r, { bases: [one.id, two.id] }),
  }));
}

function newsStrangers(half, random) {
  return couples(half.news, (one, two) => one.source !== two.source, random, 100).map(([one, two]) => ({
    base: one.id, key: `${one.id}/${two.id}`,
    make: (r) => pair(half, side(inNews(one), one.text), side(inNews(two), two.text), otherOutlet, r, { bases: [one.id, two.id] }),
  }));
}

function mixedStrangers(half, random) {
  const own = statementsOf(half);
  return half.news.map((line) => ({ line, statement: random.pick(own) })).map(({ line, statement }) => ({
    base: line.id, key: `${line.id}/${statement.id}`,
    make: (r) => pair(half, side(inNews(line), line.text), side(utterance(half, statement), anyForm(statement, r)), otherOutlet, r, { bases: [line.id, statement.id] }),
  }));
}
