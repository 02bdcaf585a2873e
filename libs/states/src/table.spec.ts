import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/** Marks steps as destructive, itself or in what it is made of, and yet never has one. */
const neverDestroys: ReadonlySet<string> = new Set(['pkg.removed', 'git.cloned']);

/** Whether a state's file, or one next to it or in `parts/` that it imports, marks a step as destructive. */
function marksDestruction(name: string): boolean {
  const [module = '', rest = ''] = name.split('.');
  const own = new URL(`${module}/${rest.replaceAll('_', '-')}.ts`, new URL('.', import.meta.url));
  const text = readFileSync(own, 'utf8');
  const imported = [...text.matchAll(/from '(\.\/[^']+)\.js'/g)].map(([, path]) => new URL(`${path}.ts`, own));
  return [text, ...imported.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8'))].some(
    (source) => /\{\s*destructive: /.test(source),
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

  it.each(rows)('%s says what it destroys, where it does', (name, { destroys }) => {
    expect(destroys !== undefined).toBe(marksDestruction(name) && !neverDestroys.has(name));
    if (destroys !== undefined) expect(destroys).toMatch(/^[A-Z].*\.$/);
  });

  it.each(rows)('%s has an example that is an SLS and whose arguments fit', (name, definition) => {
    const uses = usesInExample(definition.example, name);
    expect(uses.length).toBeGreaterThan(0);
    for (const named of uses)
      expect(parseArguments(definition.args, { positional: [], named })).toMatchObject({ ok: true });
  });
});
