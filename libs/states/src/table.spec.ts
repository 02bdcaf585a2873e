import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { describeArguments, parseArguments } from '@fleet/arguments';
import { usesInExample } from './example-uses.js';
import { stateTable } from './index.js';

/** `service/running.ts` holds `service.running`; what states share lies in `parts/`, one folder deeper. */
function statesOnDisk(): string[] {
  const here = new URL('.', import.meta.url);
  return readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) =>
      readdirSync(new URL(`${entry.name}/`, here))
        .filter((file) => file.endsWith('.ts') && file !== 'table.ts' && !/\.(spec|args)\.ts$/.test(file))
        .map((file) => `${entry.name}.${file.slice(0, -3).replaceAll('-', '_')}`),
    );
}

describe('stateTable', () => {
  it('holds every state that has a file, and nothing else', () => {
    expect([...stateTable.keys()].sort()).toEqual(statesOnDisk().sort());
  });

  const rows = [...stateTable.values()].map((definition): [string, typeof definition] => [definition.name, definition]);

  it.each(rows)('%s documents itself and every argument by a sentence', (name, definition) => {
    expect(definition.name).toBe(name);
    expect(definition.doc).toMatch(/^[A-Z`].*\.$/);
    const docs = describeArguments(definition.args);
    expect(docs.length).toBeGreaterThan(0);
    for (const argument of docs) expect(`${argument.name}: ${argument.doc}`).toMatch(/^\S+: \S.*\S\.$/);
    expect(docs.map((argument) => argument.name)).toContain('name');
  });

  it.each(rows)('%s has an example that is an SLS and whose arguments fit', (name, definition) => {
    const uses = usesInExample(definition.example, name);
    expect(uses.length).toBeGreaterThan(0);
    for (const named of uses)
      expect(parseArguments(definition.args, { positional: [], named })).toMatchObject({ ok: true });
  });
});
