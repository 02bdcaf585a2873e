import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { describeArguments } from '@fleet/arguments';
import { functionTable } from './table.js';

const here = dirname(fileURLToPath(import.meta.url));

/** `module.function` of every definition that lies in a folder. */
function definedInFolders(): string[] {
  const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap((folder) =>
    readdirSync(join(here, folder.name))
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
      .flatMap(
        (file) => /name: '([a-z_]+\.[a-z0-9_]+)'/.exec(readFileSync(join(here, folder.name, file), 'utf8'))?.[1] ?? [],
      ),
  );
}

describe('the table of functions', () => {
  it('has every function that lies in a folder, and no other', () => {
    expect([...functionTable.keys()].sort()).toEqual(definedInFolders().sort());
  });

  it.each([...functionTable.values()].map((definition) => [definition.name, definition] as const))(
    '%s says what it does and takes',
    (name, definition) => {
      expect(definition.doc).toMatch(/^[A-Z].*\.$/s);
      expect(definition.example.startsWith(name)).toBe(true);
      for (const argument of describeArguments(definition.args)) expect(argument.doc).toMatch(/\.$/);
    },
  );
});
