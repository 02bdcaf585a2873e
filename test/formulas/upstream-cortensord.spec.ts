import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Diagnostic } from '@fleet/diagnostics';
import { localTree } from '@fleet/fileserver';
import { compileStates } from '@fleet/highstate';
import { compilePillar } from '@fleet/pillar';
import { memoryHost } from '@fleet/platform';
import { parseYaml } from '@fleet/rendering';
import { stateTable } from '@fleet/states';
import { fromPlain, toPlain, type ValueMap } from '@fleet/values';
import { conformanceMinion } from '../conformance/minion.js';

interface Defect {
  readonly defect: string;
  readonly in?: 'pillar';
  readonly file: string;
  readonly replace: string;
  readonly with: string;
  readonly sls?: string;
  readonly code: string;
  readonly where: string;
}

const formula = fileURLToPath(new URL('upstream-cortensord', import.meta.url));
const parsed = parseYaml({
  source: { name: 'defects.yaml', text: readFileSync(join(formula, 'defects.yaml'), 'utf8') },
});
if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
const defects = toPlain(parsed.value.value) as Defect[];

const id = 'miner-server-01';
const grains = fromPlain({ id, os: 'Ubuntu', osarch: 'amd64', oscodename: 'jammy' }) as ValueMap;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fleet-upstream-'));
  cpSync(formula, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function pillarOf() {
  return compilePillar({ tree: await localTree({ base: [join(folder, 'pillar')] }), id, grains });
}

async function compile(sls: string): ReturnType<typeof compileStates> {
  const compiled = await pillarOf();
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
  const opts = fromPlain({ id }) as ValueMap;
  const about = {
    id,
    grains,
    opts,
    pillar: compiled.value.pillar,
    tree: await localTree({ base: [join(folder, 'states')] }),
  };
  const minion = conformanceMinion(memoryHost(), about);
  return compileStates({ kind: 'sls', sls: [sls] }, { ...about, states: stateTable, call: minion.call });
}

describe('a tree in the style of the public one', () => {
  it('compiles to the chunks of a server with four nodes, in their order', async () => {
    const compiled = await compile('cortensord');
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
    const { low } = compiled.value;
    const places = low.map(({ sls }) => sls).filter((sls, index, all) => sls !== all[index - 1]);
    expect(places).toEqual([
      'docker',
      'ipfs',
      ...['install', 'unit', 'config', 'warmup', 'service', 'logrotate'].map((name) => `cortensord.${name}`),
    ]);
    const count = (sls: string) => low.filter((chunk) => chunk.sls === sls).length;
    expect(places.map(count)).toEqual([11, 3, 10, 2, 18, 1, 5, 2]);
  });

  it('has an upgrade that compiles, because it includes what it waits for', async () => {
    expect((await compile('cortensord.upgrade')).ok).toBe(true);
  });

  it.each(defects.map((defect) => [defect.defect, defect] as const))('is refused where %s', async (_name, defect) => {
    const root = defect.in ?? 'states';
    const path = join(folder, root, defect.file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(defect.replace);
    const broken = text.replace(defect.replace, defect.with);
    writeFileSync(path, broken);
    const outcome = defect.in === 'pillar' ? await pillarOf() : await compile(defect.sls ?? 'cortensord');
    const told: readonly Diagnostic[] = outcome.ok ? [] : outcome.diagnostics;
    const line = broken.slice(0, broken.indexOf(defect.where)).split('\n').length;
    expect(told.map(({ code, at }) => `${code} ${at?.file}:${at?.line}`)).toContain(
      `${defect.code} ${defect.file}:${line}`,
    );
  });
});
