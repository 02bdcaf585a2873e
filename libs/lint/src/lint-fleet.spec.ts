import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encryptValue, makePillarKey } from '@fleet/pillar';
import type { LintEvent } from '@fleet/protocol';
import { fromPlain, type ValueMap } from '@fleet/values';
import { checkExamples } from './check-examples.js';
import { checkTable, type LintCode } from './check-table.js';
import type { LintInput } from './fleet.js';
import { lintFleet } from './lint-fleet.js';
import { runLintOrder } from './lint-order.js';
import { specInput } from './spec-fleet.js';

describe('lint', () => {
  it('finds nothing in a fleet with nothing to find', async () => {
    expect((await lintFleet(specInput({ files: {} }))).findings).toEqual([]);
  });

  it.each(Object.keys(checkTable) as LintCode[])('%s: its example has this defect and no other', async (code) => {
    const { findings } = await lintFleet(specInput(checkExamples[code]));
    expect([...new Set(findings.map((finding) => `${finding.severity} ${finding.code}`))]).toEqual([
      `${checkTable[code].severity} ${code}`,
    ]);
  });
});

async function codes(input: LintInput): Promise<string[]> {
  return (await lintFleet(input)).findings.map(({ code, minions }) => [code, ...minions].join(' '));
}

describe('who a finding is about', () => {
  const broken = 'x:\n  file.manged:\n    - name: {{ name }}\n';

  it('what is found in the same way for many is one finding, with all of them', async () => {
    const files = { 'states/web.sls': broken.replace('{{ name }}', '/x') };
    expect(await codes(specInput({ files, minions: ['a', 'b', 'c'] }))).toEqual(['sls.unknown-function a b c']);
  });

  it('minions that differ in a grain that a template names are compiled apart, others together', async () => {
    const files = {
      'states/web.sls':
        "{% if grains['role'] == 'db' %}\nx:\n  file.manged: []\n{% else %}\ny:\n  file.absnt: []\n{% endif %}\n",
    };
    const input = specInput({ files });
    const minions = Object.entries({ a: 'db', b: 'web', c: 'db' }).map(([id, role]) => ({
      id,
      grains: fromPlain({ role, os: 'Debian' }) as ValueMap,
    }));
    expect(await codes({ ...input, minions })).toEqual(['sls.unknown-function a c', 'sls.unknown-function b']);
  });

  it.each([
    ['{{ grains | length }}', 'all grains are looked at'],
    ["{% set key = 'role' %}{{ grains[key] }}", 'which grain is looked at cannot be told'],
    ['{{ opts.id }}', 'the id is looked at'],
    ["{{ salt['grains.item']('role') }}", 'a function is asked'],
  ])('%s: everybody is compiled alone', async (expression) => {
    const files = {
      'states/web.sls': `# ${expression}\n{% if grains.get('role') == 'db' %}\nx:\n  file.manged: []\n{% endif %}\n`,
    };
    const minions = ['a', 'b'].map((id) => ({ id, grains: fromPlain({ role: 'db', own: id }) as ValueMap }));
    expect(await codes({ ...specInput({ files }), minions })).toEqual(['sls.unknown-function a b']);
  });

  it('an SLS outside of the top files is right where it compiles for somebody', async () => {
    const files = {
      'states/rpc.sls': 'x:\n  test.nop:\n    - name: {{ pillar.rpc.dir }}\n',
      'pillar/top.sls': "base:\n  '*': [common]\n  web2: [rpc]\n",
      'pillar/rpc.sls': 'rpc: {dir: /opt}\n',
    };
    expect(await codes(specInput({ files }))).toEqual(['lint.unused-sls']);
    expect(await codes(specInput({ files: { ...files, 'pillar/rpc.sls': 'other: 1\n' } }))).toEqual([
      'lint.unused-sls',
      'template.undefined web2',
    ]);
  });
});

describe('a pillar that does not compile', () => {
  it('is what is found, and not that its minions get no states', async () => {
    expect(await codes(specInput({ files: { 'pillar/common.sls': 'a: 1\na: 2\n' } }))).toEqual([
      'yaml.duplicate-key web1 web2',
    ]);
  });
});

describe('a schema', () => {
  it('holds for entries that nobody is assigned too; what is wrong with one keeps nothing else from being found', async () => {
    const files = {
      'states/app/formula.yaml':
        'instances:\n  - {registry: nodes, assigned: assigned}\npillar:\n  schema: pillar.schema.yaml\n  scope:\n    - {registry: nodes, assigned: assigned}\n',
      'states/app/pillar.schema.yaml':
        'type: object\nproperties:\n  nodes:\n    type: object\n    additionalProperties:\n      type: object\n      properties:\n        port: {type: integer}\n',
      'pillar/common.sls': 'assigned: [a, c]\nnodes:\n  a: {port: 1}\n  b: {port: x}\n',
    };
    expect(await codes(specInput({ files, minions: ['web1'] }))).toEqual([
      'lint.missing-entry web1',
      'lint.unassigned',
      'pillar.schema',
    ]);
  });

  it.each([
    ['breaks it', 'port: x', 'pillar.schema web1'],
    [
      'holds a broken block of age',
      'port: 2\n    key: |\n      -----BEGIN AGE ENCRYPTED FILE-----\n      AAAA\n      -----END AGE ENCRYPTED FILE-----',
      'pillar.encrypted web1',
    ],
  ])('an entry that %s is told of the minion that gets it', async (_, entry, wanted) => {
    const files = {
      'states/app/formula.yaml':
        'instances:\n  - {registry: nodes, assigned: assigned}\npillar:\n  schema: pillar.schema.yaml\n  scope:\n    - {registry: nodes, assigned: assigned}\n',
      'states/app/pillar.schema.yaml':
        'type: object\nproperties:\n  nodes:\n    type: object\n    additionalProperties:\n      type: object\n      properties:\n        port: {type: integer}\n',
      'pillar/top.sls': "base:\n  '*': [common]\n  web1: [one]\n  web2: [two]\n",
      'pillar/common.sls': `nodes:\n  a:\n    ${entry}\n  b:\n    port: 1\n`,
      'pillar/one.sls': 'assigned: [a]\n',
      'pillar/two.sls': 'assigned: [b]\n',
    };
    expect(await codes(specInput({ files }))).toEqual([wanted]);
    const { summary } = await lintFleet(specInput({ files }));
    expect(summary.sls).toBe(1);
  });
});

describe('one defect', () => {
  it('of ports is one finding, whichever SLS it is met in and for whom', async () => {
    const env = (id: string, more = ''): string =>
      `${id}:\n  file.managed:\n    - name: /opt/${id}/.env\n    - contents: A_PORT=80\n${more}`;
    const files = {
      'states/app/formula.yaml': 'instances:\n  - {registry: nodes, assigned: assigned, ports: ["*_PORT"]}\n',
      'states/web.sls': `# {{ grains.id }}\n${env('a')}${env('b')}`,
      'states/by_hand.sls': `${env('b')}${env('a')}`,
    };
    const { findings } = await lintFleet(specInput({ files }));
    const clashes = findings.filter(({ code }) => code === 'lint.port-clash');
    expect(clashes.map(({ at, minions }) => [at?.file, ...minions])).toEqual([['states/web.sls', 'web1', 'web2']]);
  });

  it('in a formula file does not make its registry one that nobody declares', async () => {
    const files = {
      'states/app/formula.yaml': 'pillar:\n  shcema: x\n  scope:\n    - {registry: nodes, assigned: assigned}\n',
      'pillar/common.sls': 'nodes:\n  a: {private_key: abcdefgh}\n  b: {private_key: ijklmnop}\nassigned: [a]\n',
    };
    expect(await codes(specInput({ files, minions: ['web1'] }))).toEqual(['formula.unknown-key']);
  });

  it('of a pillar does not make the targets that ask it match nobody', async () => {
    const files = {
      'states/top.sls': "base:\n  'I@role:web': [web]\n",
      'pillar/top.sls': "base:\n  '*': [common, nope]\n",
      'pillar/common.sls': 'role: web\n',
    };
    expect(await codes(specInput({ files, minions: ['web1'] }))).toEqual(['pillar.unknown-sls web1']);
  });
});

describe('a comment that ignores', () => {
  it('keeps what it names from being found, on its line only', async () => {
    const unit = (comment: string): string =>
      `app:\n  file.managed:\n    - name: /opt/.env\n    - source: salt://app/env\n    - template: jinja\n${comment}`;
    const env = 'A=0 # one\n# lint: ignore lint.environment-comment the program cuts it off\nB=0 # two\n';
    const found = await codes(
      specInput({ files: { 'states/web.sls': unit(''), 'states/app/env': env }, minions: ['a'] }),
    );
    expect(found).toEqual(['lint.environment-comment a']);
  });
});

describe('encrypted values', () => {
  let scratch: string;
  beforeAll(() => void (scratch = mkdtempSync(join(tmpdir(), 'fleet-lint-'))));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('are opened to be compared, and never shown; without a key, the rest is linted all the same', async () => {
    const { identity, recipient } = await makePillarKey();
    const key = join(scratch, 'pillar.age');
    writeFileSync(key, `${identity}\n`, { mode: 0o600 });
    const secret = 'the-key-that-nobody-gets-to-see';
    const block = async (): Promise<string> =>
      (await encryptValue(secret, [recipient])).trimEnd().replace(/^/gm, '    ');
    const files = {
      'pillar/common.sls': `a:\n  private_key: |\n${await block()}\nb:\n  private_key: |\n${await block()}\n`,
    };
    const input = specInput({ files });
    const { findings } = await lintFleet({ ...input, identityFiles: [key] });
    expect(findings.map(({ code }) => code)).toEqual(['lint.same-key']);
    expect(JSON.stringify(findings)).not.toContain(secret);
    expect((await lintFleet(input)).findings.map(({ code }) => code)).toEqual(['lint.unknown']);
  });
});

describe('an encrypted value without a key', () => {
  it('is not held to the schema, nor is what can be said only with it; its neighbours are', async () => {
    const { recipient } = await makePillarKey();
    const block = (await encryptValue('0x12', [recipient])).trimEnd().replace(/^/gm, '    ');
    const files = {
      'states/app/formula.yaml': 'pillar: {schema: s.yaml}\n',
      'states/app/s.yaml':
        "type: object\nproperties:\n  app:\n    type: object\n    properties:\n      key: {type: string, pattern: '^0x', maxLength: 9}\n      port: {type: integer}\n    anyOf:\n      - {properties: {key: {const: '0x12'}}}\n      - {properties: {key: {const: '0x13'}}}\n",
      'pillar/common.sls': `app:\n  key: |\n${block}\n  port: 1\n`,
    };
    expect(await codes(specInput({ files }))).toEqual(['lint.unknown']);
    const wrong = { ...files, 'pillar/common.sls': files['pillar/common.sls'].replace('port: 1', 'port: x') };
    const { findings } = await lintFleet(specInput({ files: wrong }));
    expect(findings.map(({ code, at }) => `${code} ${at?.line ?? ''}`)).toContainEqual(
      expect.stringMatching(/^pillar.schema \d/),
    );
    expect(findings.map(({ code }) => code).sort()).toEqual(['lint.unknown', 'pillar.schema']);
  });
});

describe('an order', () => {
  it('is answered with batches of findings and figures; too many are cut, the gravest kept', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'fleet-lint-'));
    try {
      writeFileSync(join(scratch, 'top.sls'), "base:\n  '*': [a]\n");
      const states = Array.from({ length: 6000 }, (_, index) => `x${index}:\n  file.manged: []\n`).join('');
      writeFileSync(join(scratch, 'a.sls'), states);
      const events: LintEvent[] = [];
      await runLintOrder(
        {
          fileRoots: { base: [scratch] },
          pillarRoots: { base: [join(scratch, 'none')] },
          pillar: {
            strategy: 'smart',
            mergeLists: false,
            includesOverride: false,
            scope: [],
            secretNames: [],
            recipients: [],
            identities: [],
          },
          identityFiles: [],
          minions: [{ id: 'web1', grains: '{"os": "Debian"}' }],
          listedOnly: true,
          nodegroups: {},
          opts: {},
          version: '0',
        },
        (event) => events.push(event),
      );
      const batches = events.flatMap((event) => (event.event === 'findings' ? [event.findings] : []));
      expect(batches.length).toBeGreaterThan(2);
      expect(Math.max(...batches.map((batch) => JSON.stringify(batch).length))).toBeLessThan(300_000);
      expect(batches.flat()).toHaveLength(5000);
      expect(batches.flat().every(({ severity }) => severity === 'error')).toBe(true);
      expect(events.at(-1)).toMatchObject({ event: 'ended', summary: { errors: 6000, omitted: 1001 } });
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });
});
