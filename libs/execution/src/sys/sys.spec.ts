import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { toPlain, type Value } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext } from '../spec-cases.js';
import { functionTable } from '../table.js';
import { PatternArgs } from './pattern.js';

async function ask(name: string, ...positional: Value[]): Promise<unknown> {
  const host = memoryHost();
  const states = new Map([
    ['file.managed', { doc: 'Keep a file.', args: PatternArgs, example: '/x:\n  file.managed: []\n' }],
    ['file.absent', { doc: 'Keep a file away.' }],
    ['cron.file', { doc: 'Keep a crontab.' }],
  ]);
  const context = { ...specContext({}, host), stateDocs: () => states };
  return structuredClone(
    toPlain((await callFunction(functionTable, name, { positional, named: new Map() }, host, context)).value),
  );
}

describe('sys', () => {
  it('lists modules and functions of both kinds, sorted', async () => {
    expect(await ask('sys.list_state_modules')).toEqual(['cron', 'file']);
    expect(await ask('sys.list_state_functions', 'file')).toEqual(['file.absent', 'file.managed']);
    expect(await ask('sys.list_modules')).toEqual(
      [...new Set([...functionTable.keys()].map((name) => name.split('.')[0]))].sort(),
    );
    expect(await ask('sys.list_functions', 'sdb')).toEqual(['sdb.get']);
  });

  it('tells what a state does, takes and looks like', async () => {
    expect(await ask('sys.state_doc', 'file')).toEqual({
      'file.absent': 'Keep a file away.',
      'file.managed':
        'Keep a file.\n\n    pattern (string): A name, a module, or a glob; without it, all.\n\nExample:\n\n    /x:\n      file.managed: []',
    });
  });

  it('tells the arguments of functions and of states', async () => {
    const pattern = {
      name: 'pattern',
      type: 'string',
      required: false,
      default: null,
      doc: 'A name, a module, or a glob; without it, all.',
    };
    expect(await ask('sys.argspec', 'sys.doc')).toEqual({ 'sys.doc': [pattern] });
    expect(await ask('sys.state_argspec', 'file')).toEqual({ 'file.absent': [], 'file.managed': [pattern] });
    await expect(ask('sys.state_argspec', 'nope')).rejects.toThrow(/no state matches nope/);
  });

  it('documents every function of the table', async () => {
    const docs = (await ask('sys.doc')) as Record<string, string>;
    expect(Object.keys(docs).sort()).toEqual([...functionTable.keys()].sort());
    expect(docs['sys.doc']).toContain("Example: fleetctl '*' sys.doc");
  });
});
