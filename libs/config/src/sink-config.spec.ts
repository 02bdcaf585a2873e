import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadMasterConfig } from './index.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fleet-sinks-'));
  mkdirSync(join(root, 'etc/fleet'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

async function load(text: string) {
  writeFileSync(join(root, 'etc/fleet/master.yaml'), text);
  return loadMasterConfig(root);
}

describe('sinks of master.yaml', () => {
  it('have defaults, and files below the root', async () => {
    const loaded = await load(`sinks:
  pager: {webhook: {url: 'https://alerts.example/x?t=1', secret_file: etc/fleet/s, headers: {x-team: nodes}}, tags: ['minion/*']}
  archive: {command: {run: [/bin/cat, '-'], user: nobody}, batch: 500, minions: ['web*']}
`);
    expect(loaded).toMatchObject({
      ok: true,
      value: {
        sinks: [
          {
            name: 'pager',
            tags: ['minion/*'],
            minions: [],
            to: {
              ...{ kind: 'webhook', url: 'https://alerts.example/x?t=1', headers: { 'x-team': 'nodes' } },
              ...{ secretFile: join(root, 'etc/fleet/s'), timeout: 10_000 },
            },
          },
          {
            ...{ name: 'archive', tags: [], minions: ['web*'], batch: 500 },
            to: { kind: 'command', argv: ['/bin/cat', '-'], user: 'nobody', environment: {}, timeout: 30_000 },
          },
        ],
      },
    });
  });

  it.each([
    ['nothing', 's: {}', 'either'],
    ['both', "s: {webhook: {url: 'http://a/'}, command: {run: [/bin/a]}}", 'either'],
    ['a name that is none', "'a b': {command: {run: [/bin/a]}}", 'no name for a sink'],
    ['no address', 's: {webhook: {}}', 'sinks.s.webhook.url'],
    ['an address of a file', "s: {webhook: {url: 'file:///etc/passwd'}}", 'sinks.s.webhook.url'],
    ['a password in the address', "s: {webhook: {url: 'https://me:secret@a/'}}", 'sinks.s.webhook.url'],
    ['a header that is set already', "s: {webhook: {url: 'http://a/', headers: {Host: b}}}", 'sinks.s.webhook.headers'],
    ['a signature of its own', "s: {webhook: {url: 'http://a/', headers: {X-Fleet-Signature: b}}}", 'webhook.headers'],
    ['a header of two lines', 's: {webhook: {url: "http://a/", headers: {x: "a\\nb: c"}}}', 'webhook.headers'],
    ['a program that is looked for', 's: {command: {run: [cat]}}', 'sinks.s.command.run'],
    ['a line for a shell', "s: {command: {run: '/bin/cat x'}}", 'sinks.s.command.run'],
    ['no program', 's: {command: {run: []}}', 'sinks.s.command.run'],
    ['no tags', 's: {command: {run: [/bin/a]}, tags: []}', 'sinks.s.tags'],
    ['a batch of none', 's: {command: {run: [/bin/a]}, batch: 0}', 'sinks.s.batch'],
    ['a key that is close to one', "s: {webhook: {url: 'http://a/', secret_fil: x}}", 'secret_fil'],
  ])('are refused with %s', async (_, sink, words) => {
    const loaded = await load(`sinks:\n  ${sink}\n`);
    expect(loaded).toMatchObject({ ok: false });
    const said = loaded.ok ? [] : loaded.diagnostics.filter(({ severity }) => severity === 'error');
    expect(said.map(({ summary }) => summary).join('\n')).toContain(words);
    // Each has its place in the file.
    expect(said.every(({ at }) => at !== undefined)).toBe(true);
  });
});

it.each([
  ['rows: 10', 'events.rows'],
  ['bytes: none', 'events.bytes'],
  ['keep: forever', 'events.keep'],
  ['size: 1', 'events.size'],
])('bounds of the journal are refused with %s', async (text, words) => {
  const loaded = await load(`events: {${text}}\n`);
  expect(loaded.ok ? '' : loaded.diagnostics.map(({ summary }) => summary).join()).toContain(words);
});
