import { describe, expect, it } from '@jest/globals';
import { commands } from './commands.js';
import { buildProgram, helpOf, type Wish } from './program.js';
import { chooseTarget } from './target.js';

function parse(...words: string[]): { wish?: Wish; said: string; error?: unknown } {
  let wish: Wish | undefined;
  let said = '';
  const program = buildProgram('1.2.3', (taken) => (wish = taken), words);
  const all = [program];
  for (const command of all) {
    command.configureOutput({ writeOut: (text) => (said += text), writeErr: (text) => (said += text) });
    all.push(...command.commands);
  }
  try {
    program.parse(['node', 'fleetctl', ...words]);
  } catch (error) {
    return { said: said + String((error as { sentence?: string }).sentence ?? ''), error };
  }
  return { ...(wish ? { wish } : {}), said };
}

describe('a call', () => {
  it.each([
    [['*', 'test.ping'], '*', 'test.ping', []],
    [['web*', 'state.apply', 'cortensord', 'test=True'], 'web*', 'state.apply', ['cortensord', 'test=True']],
    [['--out', 'json', '*', 'test.ping'], '*', 'test.ping', []],
    [['*', 'cmd.run', '--', 'ls', '-la'], '*', 'cmd.run', ['ls', '-la']],
    [['*', 'test.arg', '--', '-5'], '*', 'test.arg', ['-5']],
  ])('%j', (words, target, name, rest) => {
    expect(parse(...words).wish).toMatchObject({ wish: 'call', target, function: name, words: rest });
  });

  it('leaves a command of two words the options that the one of one word has too', () => {
    const { wish } = parse('events', 'count', 'job/*', '--since', '2h', '--out', 'json');
    expect(wish).toMatchObject({
      row: { name: 'events count' },
      operands: ['job/*'],
      options: { since: '2h', out: 'json' },
    });
    expect(parse('events', 'count', '-f').error).toMatchObject({ sentence: expect.stringContaining('no option') });
    expect(parse('events', 'rate').wish?.options).toMatchObject({ since: '1h' });
    expect(parse('events', 'job/*', '-f', '--since', '2h').wish).toMatchObject({
      row: { name: 'events' },
      operands: ['job/*'],
      options: { since: '2h', follow: true },
    });
  });

  it('takes options anywhere', () => {
    for (const words of [
      ['--out', 'json', '-t', '3', '*', 'test.ping'],
      ['*', 'test.ping', '--out', 'json', '-t', '3'],
    ]) {
      expect(parse(...words).wish?.options).toMatchObject({ out: 'json', timeout: '3' });
    }
  });

  it('takes choices as Salt writes them, and no others', () => {
    expect(parse('*', 'state.apply', '--state-verbose=False').wish?.options).toMatchObject({ stateVerbose: 'false' });
    expect(parse('*', 'state.apply', '--state-verbose', 'no').error).toMatchObject({ exitCode: 1 });
  });

  it.each([
    [['-L', 'a,b', 'test.ping'], { type: 'list', expression: 'a,b' }],
    [['-C', 'web* and not G@os:Debian', 'test.ping'], { type: 'compound', expression: 'web* and not G@os:Debian' }],
    [['-E', 'a|b', 'test.ping'], { type: 'pcre', expression: 'a|b' }],
    [['10.0.0.0/8', 'test.ping', '-S'], { type: 'ipcidr', expression: '10.0.0.0/8' }],
    [['web', 'test.ping'], { type: 'glob', expression: 'web' }],
  ])('%j says how its target is meant', (words, target) => {
    const { wish } = parse(...words);
    if (wish?.wish !== 'call') throw new Error('no call');
    expect(chooseTarget(wish.target, wish.options)).toEqual(target);
  });

  it('refuses two ways to read one target', () => {
    expect(() => chooseTarget('a', { list: true, pcre: true })).toThrow(
      expect.objectContaining({ sentence: '-E, --pcre and -L, --list exclude each other' }),
    );
  });
});

describe('a sub-command', () => {
  it.each([
    [['key', 'accept', 'a', 'b*', '-y'], 'key accept', ['a', 'b*'], { yes: true }],
    [['key', 'accept', '-A', '--out', 'json'], 'key accept', [], { allPending: true, out: 'json' }],
    [['--out', 'json', 'token', 'create', '--uses', '100'], 'token create', [], { uses: '100', out: 'json' }],
    [['jobs', 'show', '20260101000000000000'], 'jobs show', ['20260101000000000000'], {}],
    [['status'], 'status', [], {}],
    [['completion', 'bash'], 'completion', ['bash'], {}],
  ])('%j', (words, name, operands, options) => {
    const { wish } = parse(...words);
    expect(wish).toMatchObject({ wish: 'command', operands, options });
    expect(wish?.wish === 'command' && wish.row.name).toBe(name);
  });
});

describe('an option that a command and its sub-command have', () => {
  it.each([
    [['logs', 'count', '*', 'nginx', '--since', '7d', '--by', 'level'], { since: '7d', by: 'level' }],
    [['logs', 'rate', '*', 'nginx', '--grep', 'x'], { since: '10m', grep: 'x' }],
    [['logs', '*', 'nginx', '--since', '7d'], { since: '7d' }],
  ])('%j is meant for what is run', (words, options) => {
    expect(parse(...words).wish).toMatchObject({ wish: 'command', options });
  });
});

describe('what makes no sense', () => {
  it.each([
    [['--tiemout', '3', '*', 'test.ping'], /Did you mean --timeout\?/],
    [['key', 'lst'], /Did you mean list\?/],
    [['kye', 'list'], /Did you mean: fleetctl key list\?/],
    [['stauts'], /Did you mean: fleetctl status\?/],
    [['*'], /FUNCTION is missing/],
    [['test.ping'], /TARGET is missing: fleetctl '\*' test\.ping asks every minion/],
    [['state.apply', 'web'], /TARGET is missing: fleetctl '\*' state\.apply/],
    [[], /TARGET and FUNCTION are missing/],
    [['*', 'ping'], /module\.function/],
    [['--out', 'jsno', '*', 'test.ping'], /Allowed choices are nested, json/],
    [['jobs', 'show'], /^fleetctl: missing required argument 'jid'\n\(fleetctl jobs show --help shows/],
    [['operator', 'ad'], /fleetctl operator --help/],
    [['*', 'cmd.run', 'ls', '-la'], /goes behind --/],
  ])('%j is told so', (words, says) => {
    const { error, said } = parse(...words);
    expect(error).toBeDefined();
    expect(said).toMatch(says);
  });
});

describe('what is made of the tables', () => {
  const made = (...words: string[]): string[] =>
    buildProgram('1.2.3', () => undefined, words).commands.map((command) => command.name());

  it.each([
    [['*', 'test.ping'], []],
    [['key', 'list'], ['key']],
    [['--out', 'json', 'key', 'lst'], ['key']],
    [
      ['--profile', 'jobs', 'key', 'list'],
      ['key', 'jobs'],
    ],
    [['--help'], []],
  ])('for %j: %j', (words, groups) => {
    expect(made(...words)).toEqual(groups);
  });

  it('a profile or an argument with the name of a command is none', () => {
    expect(parse('--profile', 'jobs', 'key', 'list').wish).toMatchObject({
      row: { name: 'key list' },
      options: { profile: 'jobs' },
    });
    expect(parse('*', 'cmd.run', 'jobs', 'list').wish).toMatchObject({ function: 'cmd.run', words: ['jobs', 'list'] });
  });

  it.each([[['--help']], [['-h']], [['-vh']], [['*', 'test.ping', '--help']]])(
    'help of everything is whole: %j',
    (words) => {
      expect(`${helpOf([])}`).toContain('rollout');
      expect(parse(...words).said).toBe(helpOf([]));
    },
  );
});

describe('help', () => {
  it('is there for everything, with examples that parse', () => {
    expect(parse('--help').said).toContain("fleetctl '*' test.ping");
    for (const row of commands) {
      expect(parse(...row.name.split(' '), '--help').said).toContain(row.examples[0] as string);
      for (const example of row.examples) {
        const words = example.replace(/ >.*$/, '').replaceAll("'", '').split(' ').slice(1);
        expect(parse(...words).wish).toMatchObject({ wish: 'command', row: { name: row.name } });
      }
    }
  });

  it.each([...new Set(commands.map(({ name }) => name.split(' ')[0] as string))])(
    'of %s says what it is about, by example',
    (group) => {
      const { said } = parse(group, '--help');
      expect(said).toMatch(/Usage: fleetctl .*\n\n\w/);
      expect(said).toContain(`Examples:\n  fleetctl ${group}`);
    },
  );

  it('--version is the version', () => {
    expect(parse('--version').said).toBe('1.2.3\n');
  });
});
