import { describe, expect, it } from '@jest/globals';
import { lintFleet } from '../lint-fleet.js';
import { specInput } from '../spec-fleet.js';

async function found(files: Readonly<Record<string, string>>, listed?: readonly string[]): Promise<string[]> {
  const input = specInput({ files, minions: listed ?? [] });
  const { findings } = await lintFleet({ ...input, listedOnly: listed !== undefined });
  return findings.map(({ code, at, minions }) => [code, at && `${at.file}:${at.line}`, ...minions].join(' ').trim());
}

const tops = {
  'states/top.sls': "base:\n  'web*': [web]\n",
  'pillar/top.sls': "base:\n  'web*': [common]\n",
};
/** Parts that make sense only where they are included. */
const parts = {
  'states/web.sls': 'include: [web.config]\nrun:\n  test.nop:\n    - name: n{{ pillar.procs }}\n',
  'states/web/config.sls': 'conf:\n  test.nop:\n    - require_in:\n      - test: run\n',
  'pillar/common.sls': 'include:\n  - parts.app:\n      defaults: {procs: 4}\n',
  'pillar/parts/app.sls': 'procs: {{ procs + 1 }}\n',
};

describe('a target that no known minion is matched by', () => {
  it('is compiled for a minion that is made up, with a note', async () => {
    expect(await found({ ...tops, ...parts })).toEqual(['lint.assumed-grains  web1']);
  });

  it('has its defects told', async () => {
    const web = 'x:\n  file.manged: []\n';
    expect(await found({ ...tops, ...parts, 'states/web.sls': web, 'states/web/config.sls': '' })).toEqual([
      'lint.assumed-grains  web1',
      'sls.unknown-function states/web.sls:2 web1',
    ]);
  });

  it.each([
    ['web-??.example.org', 'web-11.example.org'],
    ['*.example.org', 'any.example.org'],
    ['db[1-3] and G@os:Debian', 'db1'],
  ])('has an id that is matched: %s', async (target, id) => {
    expect(await found({ 'states/top.sls': `base:\n  '${target}': [web]\n` })).toEqual([`lint.assumed-grains  ${id}`]);
  });

  it('gives its SLS and what they include to somebody, also where no id can be made up or others are listed', async () => {
    const files = { ...parts, 'states/web/config.sls': 'conf:\n  test.nop: []\n' };
    const byGrain = { ...files, 'states/top.sls': "base:\n  'G@role:web': [web]\n" };
    expect(await found(byGrain)).not.toContainEqual(expect.stringMatching(/^lint.unused-sls/));
    const others = {
      ...files,
      'states/top.sls': "base:\n  'db*': [other]\n  'web*': [web]\n",
      'states/other.sls': 'o: {test.nop: []}\n',
    };
    expect(await found(others, ['db1'])).not.toContainEqual(expect.stringMatching(/^lint.unused-sls/));
  });

  it('has names in the top files checked against the tree', async () => {
    const files = {
      'states/top.sls':
        "base:\n  '*': [web]\n  'G@role:db':\n    - nope\n  'G@role:x': [optional, ignore_missing: true]\n",
      'pillar/top.sls': "base:\n  '*': [common]\n  'G@role:db':\n    - comon\n",
    };
    const codes = await found(files, ['web1']);
    expect(codes).toContain('sls.unknown states/top.sls:4');
    expect(codes).toContain('pillar.unknown-sls pillar/top.sls:4');
    expect(codes.filter((line) => line.includes('unknown'))).toHaveLength(2);
  });
});

describe('what is only included', () => {
  const unnamed = { 'states/top.sls': "base:\n  '*': [other]\n", 'states/other.sls': 'o: {test.nop: []}\n' };

  it('is not compiled alone, also where what includes it is refused', async () => {
    const files = {
      ...unnamed,
      'states/web.sls':
        'include:\n  - .web.config # a part\nrun:\n  test.nop:\n    - name: {{ pillar.nothing.more }}\n',
      'states/web/config.sls': parts['states/web/config.sls'],
      'pillar/other.sls': 'include:\n  - parts.app:\n      defaults: {procs: 4}\n',
      'pillar/parts/app.sls': parts['pillar/parts/app.sls'],
    };
    const lines = await found(files, ['web1']);
    expect(lines.filter((line) => !line.startsWith('lint.'))).toEqual(['template.undefined states/web.sls:5 web1']);
  });

  it('is told of where a circle of includes is broken', async () => {
    const files = {
      ...unnamed,
      'states/web.sls': 'include: [.two]\nx:\n  file.manged: []\n',
      'states/two.sls': 'include: [.web]\n',
    };
    expect(await found(files, ['web1'])).toContain('sls.unknown-function states/web.sls:3 web1');
  });
});
