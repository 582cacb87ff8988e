// What a process that follows a log and does not write it costs:   node tests/bench/scaling/follow.mjs Tracker.Server.dll [STATEMENTS]
// Fills a log by a batch (20 actors, 20 topics, a position in each statement, so that cells turn and links are proposed all the time), stops the server,
// takes its index and search away, and measures time and CPU of a new one until both have taken everything in. Start is included. About a minute for 50,000.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [program, count = '50000'] = process.argv.slice(2);
const statements = Number(count), port = 27010, key = 'k'.repeat(24), data = mkdtempSync(join(tmpdir(), 'tracker-follow-'));
const pause = ms => new Promise(done => setTimeout(done, ms));
const get = async path => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
const post = (path, body, type = 'application/json') => fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, headers: { authorization: `Bearer ${key}`, 'content-type': type } }).then(answer => answer.text());
const metric = async name => Number((await get('/metrics')).match(new RegExp(`^${name}(?:\\{[^}]*\\})? ([0-9.e+]+)`, 'm'))?.[1]);
const cpu = server => { const part = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1].split(' '); return (Number(part[11]) + Number(part[12])) / 100; };
const idle = async () => { while (await metric('tracker_index_lag') || await metric('tracker_search_lag')) await pause(100); };

async function start() {
  const server = spawn('dotnet', [program, '--urls', `http://127.0.0.1:${port}`, '--data', data], { stdio: 'ignore', env: { ...process.env, Tracker__AdminKey: key } });
  while (!await get('/health/ready').then(text => text.startsWith('ready'), () => false)) await pause(50);
  return server;
}

async function stop(server) {
  const ended = new Promise(done => server.on('exit', done));
  server.kill();
  await ended;
}

let seed = 1;
const next = below => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return (seed >>> 8) % below; };
const word = () => Array.from({ length: 3 + next(7) }, () => String.fromCharCode(97 + next(26))).join('');
const words = Array.from({ length: 5000 }, word);
try {
  let server = await start();
  await post('/api/stories', '{"id":"s","title":"S"}');
  for (let i = 0; i < 20; i++) await post('/api/actors', JSON.stringify({ id: `a${i}`, name: `Actor ${i}`, kind: 'person' }));
  for (let i = 0; i < 20; i++) await post('/api/topics', JSON.stringify({ id: `t${i}`, story: 's', title: `Topic ${i}` }));
  const lines = Array.from({ length: statements }, (_, i) => JSON.stringify({
    story: 's', speakers: [`a${next(20)}`], text: Array.from({ length: 18 }, () => words[next(5000)]).join(' '),
    positions: [{ topic: `t${next(20)}`, stance: ['supports', 'opposes'][next(2)] }], sources: [{ name: 'Agency', url: `https://example.org/${i}` }],
  })).join('\n');
  await post('/api/statements/batch?answers=refused', lines, 'application/x-ndjson');
  for (let head = -1; head !== await metric('tracker_log_head'); await pause(2000)) head = await metric('tracker_log_head');
  await idle();
  const records = await metric('tracker_log_head');
  await stop(server);
  const size = name => (statSync(join(data, name)).size / statements).toFixed(0);
  console.log(`${records} records of ${statements} statements; bytes a statement: log.db ${size('log.db')}, index.db ${size('index.db')}, search.db ${size('search.db')}`);
  for (const name of ['index.db', 'search.db']) rmSync(join(data, name));
  const began = performance.now();
  server = await start();
  await idle();
  const took = (performance.now() - began) / 1000, used = cpu(server);
  console.log(`followed in ${took.toFixed(1)} s (${(records / took).toFixed(0)} records/s) with ${used.toFixed(1)} s of CPU: ${(used / records * 1e6).toFixed(1)} µs a record`);
  await stop(server);
} finally {
  rmSync(data, { recursive: true, force: true });
}
