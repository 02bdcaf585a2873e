import { describe, expect, it } from '@jest/globals';
import { plain } from '@fleet/output';
import { exitCodes } from '@fleet/protocol';
import { documented } from '../doc/documented.js';
import { find, meant } from '../doc/find.js';
import { briefly, formatPage } from '../doc/page.js';
import { ToldSession } from '../../test-support/told-session.js';
import { showDoc } from './doc.js';
import { showHelp } from './help.js';

describe('fleetctl doc', () => {
  it.each([
    ['a state', 'file.absent', ['state']],
    ['a function', 'test.ping', ['function']],
    ['what is both', 'service.disabled', ['state', 'function']],
  ])('tells all of %s', async (_name, word, kinds) => {
    const session = new ToldSession();
    const { said, noted } = session;
    expect(await showDoc(session, [word], {})).toBe(exitCodes.ok);
    expect(said.map((text) => text.trimStart().split('\n')[0])).toEqual(kinds.map((kind) => `${word} (${kind})`));
    for (const text of said) expect(text).toContain('\nExample:\n');
    expect(noted).toEqual([]);
  });

  it.each([
    ['a module', ['service'], {}, /^NAME .*\nservice\.dead +state .*\n(?:service\..*\n?)+$/],
    ['a glob', ['file.*line'], {}, /^NAME .*\nfile\.keyvalue|^NAME .*\nfile\.\w*line /],
    ['a name, where a list is wanted', ['test.ping'], { list: true }, /^NAME .*\ntest\.ping +function .*$/],
    ['everything', [], { list: true }, /^NAME[^\n]*\nalternatives[^\0]*\nzfs|^NAME[^\n]*\nalternatives/],
  ] as const)('lists %s', async (_name, words, options, wanted) => {
    const session = new ToldSession();
    const { said } = session;
    expect(await showDoc(session, words, options)).toBe(exitCodes.ok);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(wanted);
  });

  it('tells all of a module where that is asked for', async () => {
    const session = new ToldSession();
    const { said } = session;
    await showDoc(session, ['blockdev'], { full: true });
    expect(said.map((text) => text.trimStart().split(' ')[0])).toEqual(
      find('blockdev', documented).rows.map(({ name }) => name),
    );
  });

  it.each([
    ['fil.manged', 'did you mean file.managed?'],
    ['servise', 'did you mean service?'],
    ['managed', 'did you mean file.managed'],
    ['xyzzy', 'fleetctl doc shows the modules'],
  ])('says of %s what was meant, and leaves with 3', async (word, hint) => {
    const session = new ToldSession();
    const { said, noted } = session;
    expect(await showDoc(session, ['test.ping', word], {})).toBe(exitCodes.noMatch);
    expect(said).toHaveLength(1);
    expect(noted.join()).toContain(hint);
  });

  it('is data for machines', async () => {
    const session = new ToldSession({ settings: { out: 'json' } });
    const { said } = session;
    await showDoc(session, ['service.disabled'], {});
    expect(
      JSON.parse(said.join('')).map(({ kind, args }: { kind: string; args: unknown[] }) => [kind, args.length > 0]),
    ).toEqual([
      ['state', true],
      ['function', true],
    ]);
    const modules = new ToldSession({ settings: { out: 'ndjson' } });
    await showDoc(modules, [], {});
    expect(modules.said).toContainEqual(expect.stringMatching(/^\{"module":"file","states":\d+,"functions":\d+\}$/));
  });

  it.each([20, 80, 200])('on %d columns breaks no line that could be broken', (width) => {
    for (const row of documented) {
      const [before = '', example = ''] = formatPage(row, width, plain).split('\nExample:\n');
      expect(example).not.toBe('');
      for (const line of before.split('\n'))
        if (line.length > width)
          expect([row.name, line.trim().split(' ').length === 1 || /^ {0,2}[\w.*-]+ \(/.test(line)]).toEqual([
            row.name,
            true,
          ]);
    }
  });

  it('every state and function says in one sentence what it does', () => {
    expect(documented.filter((row) => briefly(row) === '').map(({ name }) => name)).toEqual([]);
    expect(documented.length).toBeGreaterThan(700);
  });

  it('has no advice that leads nowhere', () => {
    for (const word of ['fil', 'cmd.rn', 'pkg.instaled'])
      for (const near of meant(word, documented)) expect(find(near, documented).rows).not.toEqual([]);
  });
});

describe('fleetctl help', () => {
  it.each([
    [[], 'Usage: fleetctl [options] TARGET FUNCTION'],
    [['key'], 'Usage: fleetctl key'],
    [['key', 'accept'], 'Usage: fleetctl key accept'],
    [['status'], 'Usage: fleetctl status'],
    [['file.absent'], 'file.absent (state)'],
  ])('%j', async (words, begins) => {
    const session = new ToldSession();
    const { said } = session;
    expect(await showHelp(session, words)).toBe(exitCodes.ok);
    expect(said.join('\n')).toMatch(new RegExp(`^${begins.replace(/[.()[\]]/g, '\\$&')}`));
    expect(said.join('\n')).toMatch(/\nExamples?:\n/);
  });

  it.each([
    [['kye'], 'there is no command "kye"; did you mean: fleetctl help key?'],
    [['key', 'acept'], 'did you mean: fleetctl help key accept?'],
    [['zzz'], 'fleetctl --help shows what there is'],
    [['key', 'accept', 'x'], 'takes the words of one command'],
  ])('%j is told so', async (words, says) => {
    await expect(showHelp(new ToldSession(), words)).rejects.toMatchObject({ sentence: expect.stringContaining(says) });
  });
});
