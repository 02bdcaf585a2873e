import { describe, expect, it } from '@jest/globals';
import { memoryTree } from '../spec-tree.js';
import { confirmationsOf, type MeantSls } from './confirmations.js';
import { readFormulas } from './read-formulas.js';

const files = {
  'node/formula.yaml': 'confirm:\n  node.reset: Keys are lost.\n  node.wipe: Disks are lost.\n',
  'node/init.sls': 'include: [.install]\n',
  'node/install.sls': 'x:\n  test.nop: []\n',
  'node/reset.sls': 'x:\n  test.nop: []\n',
  'node/wipe/init.sls': 'include:\n  - ..reset\n',
  'retire.sls': '{% if grains.id %}\ninclude:\n  - node.reset\n{% endif %}\n',
  'top.sls': "base:\n  '*':\n    - match: compound\n    - node\n  'old-*': [retire]\n",
};

async function reached(meant: MeantSls, environment = 'base'): Promise<string[]> {
  const tree = memoryTree({ base: files, dev: { 'node/reset.sls': 'x:\n  test.nop: []\n' } });
  const formulas = await readFormulas(tree);
  if (!formulas.ok) throw new Error(JSON.stringify(formulas.diagnostics));
  return (await confirmationsOf(tree, environment, formulas.value, meant)).map(({ sls }) => sls);
}

describe('what has to be confirmed', () => {
  it.each<[string, MeantSls, string[]]>([
    ['is what is named', { names: ['node.reset'] }, ['node.reset']],
    ['is not what only lies beside it', { names: ['node', 'node.install'] }, []],
    ['is named with slashes too', { names: ['node/reset'] }, ['node.reset']],
    ['is named by its init too', { names: ['node.wipe.init'] }, ['node.reset', 'node.wipe']],
    ['is met by a glob', { names: ['node.r*'] }, ['node.reset']],
    ['is included by what is named, whatever the condition', { names: ['retire'] }, ['node.reset']],
    ['is what a top file gives anybody', { top: 'top.sls' }, ['node.reset']],
    ['is nothing of a top file that does not exist', { top: 'none.sls' }, []],
  ])('%s', async (_case, meant, expected) => {
    expect(await reached(meant)).toEqual(expected);
  });

  it('is what the formula of that environment says', async () => {
    expect(await reached({ names: ['node.reset'] }, 'dev')).toEqual([]);
  });

  it.each([
    ['confirm: {node.rest: Keys are lost.}\n', 'Did you mean node.reset?'],
    ['confirm: [node.reset]\n', 'confirm must be a mapping'],
    ['confirm: {node.reset: 1}\n', 'confirm.node.reset must be text'],
  ])('refuses %j', async (text, sentence) => {
    const outcome = await readFormulas(memoryTree({ base: { ...files, 'node/formula.yaml': text } }));
    expect(outcome.ok).toBe(false);
    expect(JSON.stringify(!outcome.ok && outcome.diagnostics)).toContain(sentence);
  });
});
