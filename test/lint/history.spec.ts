import { readFileSync } from 'node:fs';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { localTree } from '@fleet/fileserver';
import { lintFleet } from '@fleet/lint';
import { parseYaml } from '@fleet/rendering';
import { toPlain } from '@fleet/values';

interface Row {
  readonly row: number | string;
  readonly defect: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly minions?: readonly string[];
  readonly finds?: { readonly code: string; readonly at: string; readonly minion?: string };
  readonly cannot?: string;
}

const file = join(dirname(fileURLToPath(import.meta.url)), 'history.yaml');
const parsed = parseYaml({ source: { name: 'history.yaml', text: readFileSync(file, 'utf8') } });
if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
const rows = toPlain(parsed.value.value) as Row[];

let scratch: string;
beforeAll(() => void (scratch = mkdtempSync(join(tmpdir(), 'fleet-lint-'))));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('of what went wrong before', () => {
  it.each(rows.filter(({ finds }) => finds).map((row) => [row.defect, row] as const))(
    'lint finds: %s',
    async (_, row) => {
      const root = mkdtempSync(join(scratch, 'tree-'));
      for (const [path, text] of Object.entries(row.files ?? {})) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      const { findings } = await lintFleet({
        states: await localTree({ base: [join(root, 'states')] }),
        pillar: await localTree({ base: [join(root, 'pillar')] }),
        minions: (row.minions ?? []).map((id) => ({ id })),
        nodegroups: new Map(),
        opts: new Map(),
        settings: {},
        version: '0.0.0',
      });
      const found = findings.map(({ code, at, minions }) => ({ code, at: `${at?.file}:${at?.line}`, minions }));
      const { code, at, minion } = row.finds as NonNullable<Row['finds']>;
      expect(found).toContainEqual({
        code,
        at,
        minions: minion === undefined ? expect.any(Array) : expect.arrayContaining([minion]),
      });
      for (const finding of findings) expect(JSON.stringify(finding)).not.toMatch(/5f1e2d3c4b5a69788796|key-of-the-/i);
    },
  );

  it('every row of the history is here, with its finding or the reason why there is none', () => {
    const numbers = rows.map(({ row }) => row).filter((row) => typeof row === 'number');
    expect(numbers).toEqual(Array.from({ length: 19 }, (_, index) => index + 1));
    for (const { finds, cannot } of rows) expect([finds === undefined, cannot === undefined]).toContain(false);
    expect(rows.filter(({ cannot }) => cannot !== undefined).map(({ row }) => row)).toEqual([7, 9, 11, 13, 14, 16, 17]);
  });
});

describe('the trees that fleet ships', () => {
  it('lint clean', async () => {
    const top = fileURLToPath(new URL('../..', import.meta.url));
    const { findings, summary } = await lintFleet({
      states: await localTree({ base: [join(top, 'states')] }),
      pillar: await localTree({ base: [join(top, 'pillar')] }),
      minions: [],
      nodegroups: new Map(),
      opts: new Map(),
      settings: {},
      version: '0.0.0',
    });
    expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(summary.minions).toBeGreaterThan(1);
    expect(summary.sls).toBeGreaterThan(5);
  });
});
