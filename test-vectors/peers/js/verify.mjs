// The peer @auth0/mdl reads every sample of a folder: `node verify.mjs FOLDER`.
// What the peer checks and what it does not: ../README.md.

import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// The peer takes the time of the machine and nothing else, so the machine's clock is set for it.
const MachineDate = Date;
let now = MachineDate.now();
globalThis.Date = class Date extends MachineDate {
  constructor(...given) { super(...(given.length ? given : [now])); }
  static now() { return now; }
};

const { Verifier, parse, DataItem } = await import('@auth0/mdl');
const { Tag } = createRequire(import.meta.url)('cbor-x'); // as the peer loads it: the other build has a class of its own

const FORMS = { '.issuer-signed.cbor': 'issuer-signed', '.document.cbor': 'document', '.response.cbor': 'response' };
const folder = process.argv[2];
if (!folder) {
  console.error('usage: node verify.mjs FOLDER');
  process.exit(2);
}

const pem = (der) => `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const text = (string) => {
  const bytes = Buffer.from(string, 'utf8');
  if (bytes.length < 24) return Buffer.concat([Buffer.from([0x60 + bytes.length]), bytes]);
  return Buffer.concat([Buffer.from([0x78, bytes.length]), bytes]);
};

// The peer reads a DeviceResponse and nothing smaller; what is sealed goes in as it is, byte for byte.
function response(form, docType, bytes) {
  if (form === 'response') return bytes;
  const document = form === 'document'
    ? bytes
    : Buffer.concat([Buffer.from([0xa2]), text('docType'), text(docType), text('issuerSigned'), bytes]);
  return Buffer.concat([
    Buffer.from([0xa3]), text('version'), text('1.0'),
    text('documents'), Buffer.from([0x81]), document,
    text('status'), Buffer.from([0x00]),
  ]);
}

// What the peer hands out, compared with the sample's description (its form: ../src/plain.rs).
function same(expected, found) {
  if (expected === null || typeof expected === 'boolean' || typeof expected === 'string') return found === expected;
  if (typeof expected === 'number') return typeof found !== 'object' && BigInt(found) === BigInt(expected);
  if (Array.isArray(expected)) {
    return Array.isArray(found) && found.length === expected.length && expected.every((item, i) => same(item, found[i]));
  }
  if ('int' in expected) return ['bigint', 'number'].includes(typeof found) && BigInt(found) === BigInt(expected.int);
  if ('float' in expected) return found === Number(expected.float);
  if ('bytes' in expected) return found instanceof Uint8Array && hex(found) === expected.bytes;
  if ('map' in expected) {
    const pairs = found instanceof Map ? [...found] : Object.entries(found ?? {});
    return pairs.length === expected.map.length
      && expected.map.every(([key, value]) => pairs.some(([k, v]) => same(key, k) && same(value, v)));
  }
  switch (expected.tag) {
    case 0: return found instanceof MachineDate && found.getTime() === MachineDate.parse(expected.of);
    case 4: return found === Number(`${expected.of[1].int ?? expected.of[1]}e${expected.of[0]}`); // the peer makes a double of it
    case 24: return found instanceof DataItem && hex(found.buffer) === expected.of.bytes;
    case 1004: return found instanceof MachineDate && found.toISOString() === expected.of;
    default: return found instanceof Tag && found.tag === expected.tag && same(expected.of, found.value);
  }
}

function differences(expected, document) {
  const found = [];
  const nameSpaces = document.issuerSigned.nameSpaces;
  for (const [nameSpace, elements] of Object.entries(expected)) {
    const items = new Map((nameSpaces[nameSpace] ?? []).map((item) => [item.elementIdentifier, item.elementValue]));
    for (const [identifier, value] of Object.entries(elements)) {
      if (!same(value, items.get(identifier))) found.push(`value of ${nameSpace}/${identifier} differs`);
      items.delete(identifier);
    }
    for (const identifier of items.keys()) found.push(`${nameSpace}/${identifier} was not expected`);
  }
  for (const nameSpace of Object.keys(nameSpaces)) {
    if (!(nameSpace in expected)) found.push(`name space ${nameSpace} was not expected`);
  }
  return found;
}

// The ids of the peer's checks that failed; device authentication is none of ours here.
async function judge(bytes, root) {
  const failed = [];
  const onCheck = (check) => {
    if (check.status === 'FAILED' && check.category !== 'DEVICE_AUTH') failed.push(check.reason ? `${check.id} (${check.reason})` : check.id);
  };
  try {
    const options = { onCheck, disableCertificateChainValidation: !root };
    const read = await new Verifier(root ? [pem(root)] : []).verify(bytes, options);
    return { failed, document: read.documents[0] };
  } catch (error) {
    return { failed: [...failed, `refused to read: ${error.message}`] };
  }
}

function flip(bytes, part, from = 0) {
  const at = bytes.indexOf(part, from);
  if (at < 0) throw new Error('the part to change does not occur');
  const changed = Buffer.from(bytes);
  changed[at + part.length - 1] ^= 1;
  return changed;
}

// Changes that the peer must refuse, each with the word its refusal must hold.
async function controls(bytes, sample, root) {
  const { issuerSigned } = parse(bytes).documents[0];
  const items = Object.values(issuerSigned.nameSpaces).flat();
  const isText = (one) => typeof one.elementValue === 'string' && one.elementValue !== '';
  const item = items.find(isText) ?? items[0];
  const itemAt = bytes.indexOf(Buffer.from(item.dataItem.buffer));
  const value = isText(item) ? Buffer.from(item.elementValue) : Buffer.from(item.random);
  const payload = Buffer.from(issuerSigned.issuerAuth.payload);
  const payloadAt = bytes.indexOf(payload);
  const docTypeAt = bytes.subarray(0, payloadAt).includes(text(sample.doc_type)) ? 0 : payloadAt + payload.length;
  const wanted = [
    ['element', 'ATTRIBUTE_DIGEST_MATCH', () => judge(flip(bytes, value, itemAt), root)],
    ['signature', 'ISSUER_SIGNATURE_VALIDITY', () => judge(flip(bytes, Buffer.from(issuerSigned.issuerAuth.signature)), root)],
    ['docType', 'docType', () => judge(flip(bytes, text(sample.doc_type), docTypeAt), root)],
    ['time', 'MSO_VALIDITY_AT_VERIFICATION_TIME', async () => {
      const before = now;
      now = MachineDate.UTC(2200, 0);
      try { return await judge(bytes, root); } finally { now = before; }
    }],
  ];
  if (root) {
    const stranger = readFileSync(join(folder, 'stranger.root.der'));
    wanted.push(['root', 'ISSUER_CERTIFICATE_VALIDITY', () => judge(bytes, stranger)]);
  }
  const missed = [];
  for (const [name, word, run] of wanted) {
    const { failed } = await run();
    if (!failed.some((reason) => reason.includes(word))) missed.push(`changed ${name} was not refused (${failed.join(', ') || 'in force'})`);
  }
  return missed;
}

// The first of many faults of the same kind.
const shown = (faults) => faults.slice(0, 2).join('; ') + (faults.length > 2 ? ` and ${faults.length - 2} more` : '');

let passed = 0;
let failed = 0;
for (const file of readdirSync(folder).sort()) {
  const end = Object.keys(FORMS).find((suffix) => file.endsWith(suffix));
  if (!end) continue;
  const name = file.slice(0, -end.length);
  const sample = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  if (sample.peers?.length && !sample.peers.includes('auth0')) continue;
  now = MachineDate.parse(sample.now);
  const bytes = response(FORMS[end], sample.doc_type, readFileSync(join(folder, file)));
  const root = sample.issuer_root ? readFileSync(join(folder, sample.issuer_root)) : undefined;
  const verdict = await judge(bytes, root);
  if (sample.refused_by) {
    const expected = sample.refused_by.includes('auth0') === verdict.failed.length > 0;
    const says = verdict.failed.length ? `refused: ${shown(verdict.failed)}` : 'lets it pass';
    console.log(`${expected ? 'passed' : 'FAILED'} ${name} auth0 ${says}`);
    if (expected) passed += 1; else failed += 1;
    continue;
  }
  const faults = [...verdict.failed];
  if (verdict.document) faults.push(...differences(sample.elements, verdict.document));
  if (!faults.length) faults.push(...await controls(bytes, sample, root));
  console.log(`${faults.length ? 'FAILED' : 'passed'} ${name} auth0 ${faults.join('; ') || (root ? 'signature, digests, validity, chain' : 'signature, digests, validity')}`);
  if (faults.length) failed += 1; else passed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
