import { describe, expect, it } from '@jest/globals';
import { formatDiagnostic } from '@fleet/diagnostics';
import { localTree } from '@fleet/fileserver';
import { memoryTree } from '../spec-tree.js';
import { readFormulas } from './read-formulas.js';

async function read(files: Readonly<Record<string, string>>) {
  return readFormulas(memoryTree({ base: files }));
}

async function problems(files: Readonly<Record<string, string>>): Promise<string> {
  const outcome = await read(files);
  if (outcome.ok) throw new Error('it was read');
  return outcome.diagnostics.map(formatDiagnostic).join('\n');
}

describe('the formulas of a states tree', () => {
  it('are what the formula.yaml of each folder says', async () => {
    const outcome = await read({
      'web/formula.yaml': 'pillar:\n  scope: [{registry: sites, assigned: my_sites}]\n  secrets: ["*_cert"]\n',
      'web/site/formula.yaml':
        'pillar: {schema: s.yaml}\ninstances: {registry: r, assigned: a, ports: [PORT], unique: ["*_KEY"]}\n',
      'web/site/s.yaml': 'type: object\n',
      'formula.yaml': 'not: ours\n',
      'plain/init.sls': 'x: 1\n',
    });
    expect(outcome).toMatchObject({
      ok: true,
      value: [
        {
          name: 'web',
          environment: 'base',
          path: 'web/formula.yaml',
          scope: [{ registry: 'sites', assigned: 'my_sites' }],
          secrets: ['*_cert'],
          instances: [],
        },
        {
          name: 'web.site',
          schema: { file: 'web/site/s.yaml', value: new Map([['type', 'object']]) },
          instances: [{ registry: 'r', assigned: 'a', ports: ['PORT'], unique: ['*_KEY'] }],
        },
      ],
    });
  });

  it('are read for one environment, or for all', async () => {
    const declared = { 'a/formula.yaml': 'pillar: {secrets: [x]}\n' };
    const tree = memoryTree({ base: declared, dev: declared });
    expect(await readFormulas(tree)).toMatchObject({ value: [{ environment: 'base' }, { environment: 'dev' }] });
    expect(await readFormulas(tree, 'dev')).toMatchObject({ value: [{ environment: 'dev' }] });
  });

  it('of this project can be read', async () => {
    const outcome = await readFormulas(await localTree({ base: ['states'] }));
    expect(outcome).toMatchObject({ ok: true, warnings: [] });
    expect(outcome.ok && outcome.value.map(({ name }) => name)).toContain('cortensord');
  });

  it.each<[string, string, string]>([
    ['a key that nothing reads', 'pilar: {}\n', 'a/formula.yaml:1:1: error: formula.yaml has no pilar'],
    ['its near match', 'pillar:\n  scop: []\n', 'Did you mean scope?'],
    ['a rule without its registry', 'pillar:\n  scope:\n    - assigned: x\n', 'a/formula.yaml:3:7'],
    ['a rule that is text', 'pillar: {scope: nodes}\n', 'pillar.scope must be a mapping'],
    [
      'a registry that is no text',
      'pillar: {scope: [{registry: 1, assigned: a}]}\n',
      'pillar.scope[0].registry must be',
    ],
    ['secrets that are no list', 'pillar: {secrets: x}\n', 'pillar.secrets must be a list of texts'],
    ['a schema that is missing', 'pillar: {schema: schma.yaml}\n', 'Did you mean a/schema.yaml?'],
    ['a schema elsewhere', 'pillar: {schema: ../b.yaml}\n', 'is not in the folder of the formula'],
    ['YAML that is broken', 'pillar: [\n', 'a/formula.yaml:'],
  ])('refuse %s, with the place', async (_case, text, expected) => {
    expect(await problems({ 'a/formula.yaml': text, 'a/schema.yaml': 'type: object\n' })).toContain(expected);
  });
});
