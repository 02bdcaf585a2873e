import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { directories } from '@fleet/config';
import { encryptValue } from '@fleet/pillar';
import type { FakeMinion } from '../../test-support/fake-minion.js';
import { ScratchMaster } from '../../test-support/scratch-master.js';
import { ensurePillarKey } from './pillar-keys.js';

let fleet: ScratchMaster;
let web1: FakeMinion;

beforeAll(async () => {
  fleet = await ScratchMaster.start();
  for (const folder of ['states/web', 'pillar/nodes']) mkdirSync(join(fleet.root, folder), { recursive: true });
  web1 = await fleet.minion('web1');
});
afterAll(() => fleet?.stop());

async function pillar(more: { grains?: string; override?: string; explain?: string } = {}): Promise<unknown> {
  const answer = await web1.pillar({ grains: web1.grains, ...more });
  if (!answer.ok) return answer.fault;
  return JSON.parse(web1.openPillar(answer.result.sealed)) as unknown;
}

describe('the pillar service of the master', () => {
  it('never answers with what was: files, grains, overrides and formulas that changed count at once', async () => {
    fleet.write('pillar/top.sls', "base:\n  '*': [a]\n");
    fleet.write('pillar/a.sls', "v: 1\nos: {{ grains['os'] }}\nnodes: {n1: {v: 1}, n2: {v: 2}}\nmine: [n1]\n");
    const nodes = { n1: { v: 1 }, n2: { v: 2 } };
    const grains = JSON.stringify({ os: 'Debian' });
    expect(await pillar({ grains })).toEqual({ v: 1, os: 'Debian', nodes, mine: ['n1'] });
    expect(await pillar({ grains: '{"os": "Arch"}' })).toMatchObject({ os: 'Arch' });
    expect(await pillar({ grains, override: '{"v": 2}' })).toMatchObject({ v: 2 });
    expect(await pillar({ grains })).toMatchObject({ v: 1 });
    // Of the same length, at once: neither size nor a coarse clock shows the change.
    fleet.write('pillar/a.sls', "v: 3\nos: {{ grains['os'] }}\nnodes: {n1: {v: 1}, n2: {v: 2}}\nmine: [n1]\n");
    expect(await pillar({ grains })).toMatchObject({ v: 3 });
    fleet.write('states/web/formula.yaml', 'pillar: {scope: [{registry: nodes, assigned: mine}]}\n');
    expect(await pillar({ grains })).toMatchObject({ nodes: { n1: { v: 1 } } });
    expect(JSON.stringify(await pillar({ grains }))).not.toContain('n2');
    fleet.write('states/web/formula.yaml', 'pillar: {scop: []}\n');
    expect(await pillar({ grains })).toMatchObject({
      code: 'pillar-failed',
      details: { diagnostics: [{ code: 'formula.unknown-key', at: { file: 'web/formula.yaml', line: 1 } }] },
    });
    fleet.write('states/web/formula.yaml', '{}\n');
    expect(await pillar({ grains })).toMatchObject({ nodes });
  });

  it('explains, sealed as the pillar is, and without secrets', async () => {
    fleet.write('pillar/top.sls', "base:\n  '*': [a]\n  web1: [b]\n");
    fleet.write('pillar/a.sls', 'v: 1\npassword: hunter2\n');
    fleet.write('pillar/b.sls', 'v: 2\n');
    expect(await pillar({ explain: 'v' })).toMatchObject({
      value: 2,
      won: 'b.sls:1:1',
      steps: [
        { at: 'a.sls:1:1', value: 1 },
        { at: 'b.sls:1:1', how: 'overrode' },
      ],
    });
    expect(await pillar({ explain: '' })).toEqual({ v: ['a.sls', 'b.sls'], password: ['a.sls'] });
    expect(JSON.stringify(await pillar({ explain: 'password' }))).not.toContain('hunter2');
  });

  it('holds pillars to the schema of a formula', async () => {
    fleet.write('states/web/formula.yaml', 'pillar: {schema: s.yaml}\n');
    fleet.write('states/web/s.yaml', 'type: object\nproperties: {v: {type: integer, maximum: 1}}\n');
    expect(await pillar()).toMatchObject({
      code: 'pillar-failed',
      details: { diagnostics: [{ code: 'pillar.schema', at: { file: 'b.sls', line: 1, column: 1 } }] },
    });
    fleet.write('states/web/formula.yaml', '{}\n');
  });

  it('opens values that are encrypted at rest, also with a key that was made while it runs', async () => {
    const places = directories(fleet.root);
    const { recipient, made } = await ensurePillarKey(places);
    expect(made).toBe(true);
    expect(await ensurePillarKey(places)).toEqual({ recipient, made: false });
    const block = (await encryptValue('opened', [recipient])).trimEnd().replace(/^/gm, '  ');
    fleet.write('pillar/b.sls', `note: |\n${block}\n`);
    const answer = await web1.pillar({ grains: web1.grains });
    if (!answer.ok) throw new Error(answer.fault.message);
    expect(JSON.parse(web1.openPillar(answer.result.sealed))).toMatchObject({ note: 'opened' });
    expect(answer.result.secrets).toContain('note');
    fleet.write('pillar/b.sls', `note: |\n${block.replace(/[a-z]/, 'Z')}\n`);
    expect(await pillar()).toMatchObject({
      code: 'pillar-failed',
      details: { diagnostics: [{ code: 'pillar.encrypted', at: { file: 'b.sls', line: 1 } }] },
    });
  });
});
