import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { describeArguments, parseArguments, unfitValue, type GivenArguments } from '@fleet/arguments';
import { parseYaml } from '@fleet/rendering';
import type { Value, ValueMap } from '@fleet/values';
import { shellWords } from './cmd/shell-words.js';
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

  it.each([...functionTable.values()].map((definition) => [definition.example, definition] as const))(
    '%s: the example is a call whose arguments fit',
    (example, definition) => {
      expect(parseArguments(definition.args, givenOf(example))).toMatchObject({ ok: true });
    },
  );

  it.each([...functionTable.values()].map((definition) => [definition.name, definition] as const))(
    '%s refuses what is of another type or not known, and names it',
    (_name, definition) => {
      const described = describeArguments(definition.args);
      for (const argument of described.filter(({ name }) => !name.startsWith('*'))) {
        const wrong = unfitValue(argument);
        if (wrong === undefined) continue;
        const parsed = parseArguments(definition.args, { positional: [], named: new Map([[argument.name, wrong]]) });
        expect(problemsOf(parsed)).toContain(`\`${argument.name}\``);
      }
      if (described.some(({ name }) => name.startsWith('**'))) return;
      const parsed = parseArguments(definition.args, { positional: [], named: new Map([['no_such_word', 1]]) });
      expect(problemsOf(parsed)).toContain('no_such_word');
    },
  );
});

function problemsOf(parsed: ReturnType<typeof parseArguments>): string {
  return parsed.ok ? 'it is taken' : parsed.problems.map(({ message }) => message).join('; ');
}

/** As a command line gives them: `key=value` by name, values read as YAML. */
function givenOf(example: string): GivenArguments {
  const words = shellWords(example);
  if (!Array.isArray(words)) throw new Error(`${example}: ${words.malformed}`);
  const named: ValueMap = new Map();
  const positional: Value[] = [];
  for (const word of words.slice(1)) {
    const pair = /^([A-Za-z_][\w.-]*)=(.*)$/s.exec(word);
    if (pair) named.set(pair[1] as string, valueOf(pair[2] as string));
    else positional.push(valueOf(word));
  }
  return { positional, named };
}

/** Words are text, but for numbers, booleans, and what is quoted or in brackets as a whole. */
function valueOf(word: string): Value {
  if (!/^(?:[Tt]rue|[Ff]alse|[-+]?[0-9]+(?:\.[0-9]+)?|\[.*\]|\{.*\}|".*"|'.*')$/s.test(word)) return word;
  const read = parseYaml({ source: { name: 'example', text: word } });
  if (!read.ok) throw new Error(`${word} is no value`);
  return read.value.value;
}
