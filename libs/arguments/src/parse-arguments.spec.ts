import { describe, expect, it } from '@jest/globals';
import { Matches, Min } from 'class-validator';
import { fromPlain, float, type Value, type ValueMap } from '@fleet/values';
import { Arg, NotSupported, Rest, describeArguments, parseArguments, type ArgumentClass } from './index.js';

class Owner {
  @Arg({ doc: 'The account that owns it.', type: 'string', optional: true })
  user?: string;
}

class Sample extends Owner {
  @Arg({ doc: 'Its name.', type: 'string' })
  @Matches(/^[a-z0-9.]+$/, { message: '`name` must be lower case' })
  name!: string;
  @Arg({ doc: 'Bits.', type: 'mode', default: '0644' })
  mode!: number;
  @Arg({ doc: 'Whether.', type: 'boolean', default: true })
  enable!: boolean;
  @Arg({ doc: 'How long to wait.', type: 'duration', optional: true })
  timeout?: number;
  @Arg({ doc: 'Names.', type: 'string or list', optional: true })
  names?: string[];
  @Arg({ doc: 'Data.', type: 'mapping', optional: true })
  context?: ValueMap;
  @Arg({ doc: 'How many.', type: 'int', optional: true })
  @Min(1, { message: '`count` must be at least 1' })
  count?: number;
  @Arg({ doc: 'Where.', type: 'string', oneOf: ['before', 'after'], optional: true })
  place?: string;
}

function named(values: Record<string, unknown>): { positional: Value[]; named: ValueMap } {
  return { positional: [], named: fromPlain(values) as ValueMap };
}

function parsed<T extends object>(declared: ArgumentClass<T>, values: Record<string, unknown>): T {
  const result = parseArguments(declared, named(values));
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.message).join('; '));
  return result.want;
}

function problems(values: Record<string, unknown>): string[] {
  const result = parseArguments(Sample, named(values));
  return result.ok ? [] : result.problems.map((problem) => problem.message);
}

describe('parseArguments', () => {
  it('fills defaults, read like given values', () => {
    expect(parsed(Sample, { name: 'x' })).toMatchObject({ name: 'x', mode: 0o644, enable: true });
  });

  it.each([
    ['0644', 0o644],
    [644, 0o644],
    ['644', 0o644],
    ['4755', 0o4755],
    ['0o600', 0o600],
    [0, 0],
  ])('reads the mode %p by its octal digits', (written, bits) => {
    expect(parsed(Sample, { name: 'x', mode: written }).mode).toBe(bits);
  });

  it.each([['rw-r--r--'], [888], ['77777'], [-1], [{ a: 1 }]])('refuses the mode %p', (written) => {
    expect(problems({ name: 'x', mode: written })).toEqual([
      expect.stringMatching(/^`mode` must be permission bits in octal/),
    ]);
  });

  it.each([
    [30, 30_000],
    ['500ms', 500],
    ['5m', 300_000],
    [1.5, 1500],
  ])('reads the duration %p as %p ms', (written, milliseconds) => {
    expect(parsed(Sample, { name: 'x', timeout: written }).timeout).toBe(milliseconds);
  });

  it('takes a number for a text, with its digits and its fraction', () => {
    expect(parsed(Sample, { name: 12345678901234567890n }).name).toBe('12345678901234567890');
    expect(parsed(Sample, { name: float(1) }).name).toBe('1.0');
  });

  it('takes one string for a list of strings, and quoted Python booleans for booleans', () => {
    expect(parsed(Sample, { name: 'x', names: 'a', enable: 'False' })).toMatchObject({ names: ['a'], enable: false });
  });

  it('keeps mappings as mappings and merges a list of pairs', () => {
    expect(parsed(Sample, { name: 'x', context: [{ a: 1 }, { b: { c: 2 } }] }).context).toEqual(
      fromPlain({ a: 1, b: { c: 2 } }),
    );
  });

  it('counts null as not given', () => {
    expect(parsed(Sample, { name: 'x', enable: null }).enable).toBe(true);
    expect(problems({ name: null })).toEqual(['`name` is given, but without a value: Its name.']);
  });

  it('reports everything at once', () => {
    expect(
      problems({
        name: 'UPPER',
        enabled: true,
        mode: 'x',
        count: 0,
        names: [[1]],
        place: 'under',
        timeout: 'soon',
        context: 7,
      }).sort(),
    ).toEqual(
      [
        '`context` must be a mapping, not a whole number',
        '`count` must be at least 1',
        "`mode` must be permission bits in octal, such as '0644', not this text",
        '`name` must be lower case',
        '`names` must be a string or a list of strings, not a list',
        '`place` must be one of before, after',
        '`timeout` must be seconds, or a number with a unit such as 500ms, 30s, 5m or 2h, not this text',
        'there is no argument `enabled`; did you mean `enable`?',
      ].sort(),
    );
  });

  it('never shows a value that it refuses', () => {
    expect(problems({ name: 'x', context: 'hunter2' }).join()).not.toContain('hunter2');
  });

  it('tells the way out of an argument that Salt takes and we do not, and takes its empty default', () => {
    @NotSupported({ win_owner: 'there is no Windows here; leave it out.' })
    class Plain {
      @Arg({ doc: 'Its name.', type: 'string' })
      name!: string;
    }
    class Wider extends Plain {}
    for (const declared of [Plain, Wider]) {
      expect(parseArguments(declared, named({ name: 'x', win_owner: 'me' }))).toEqual({
        ok: false,
        problems: [
          {
            argument: 'win_owner',
            kind: 'unsupported',
            message: '`win_owner` is not supported here: there is no Windows here; leave it out.',
          },
        ],
      });
      for (const nothing of [null, false])
        expect(parseArguments(declared, named({ name: 'x', win_owner: nothing }))).toMatchObject({ ok: true });
      expect(describeArguments(declared).map(({ name }) => name)).toEqual(['name']);
    }
  });

  it('refuses False where that asks for something', () => {
    @NotSupported({ verify_ssl: 'certificates are always checked.' }, { evenFalse: ['verify_ssl'] })
    class Fetched {
      @Arg({ doc: 'Its name.', type: 'string' })
      name!: string;
    }
    expect(parseArguments(Fetched, named({ name: 'x', verify_ssl: false }))).toMatchObject({ ok: false });
  });

  it('is not fooled by names that every object has', () => {
    expect(problems({ name: 'x', constructor: 1, toString: 2 })).toEqual([
      'there is no argument `constructor`',
      'there is no argument `toString`',
    ]);
  });

  it('fits positional values in the order of the fields, those of the class above first', () => {
    const result = parseArguments(Sample, { positional: ['root', 'x', '0600'], named: new Map() });
    expect(result).toMatchObject({ ok: true, want: { user: 'root', name: 'x', mode: 0o600 } });
  });

  it('refuses a value given twice and values beyond the last', () => {
    class One {
      @Arg({ doc: 'It.', type: 'string' })
      it!: string;
    }
    const twice = parseArguments(One, { positional: ['a', 'b'], named: new Map([['it', 'c']]) });
    expect(twice).toMatchObject({
      ok: false,
      problems: [
        { argument: 'it', kind: 'wrong' },
        { argument: '*', kind: 'unknown' },
      ],
    });
  });

  it('takes for the rest only what the field says', () => {
    class Picky {
      @Arg({ doc: 'Its engine.', type: 'string', optional: true })
      template?: string;
      @Rest({ doc: 'Variables of a template.', of: 'named', when: (_name, given) => given.has('template') })
      variables!: ValueMap;
    }
    expect(parsed(Picky, { template: 'jinja', path: 1 }).variables).toEqual(new Map([['path', 1]]));
    expect(parseArguments(Picky, named({ path: 1, templat: 'jinja' }))).toMatchObject({
      ok: false,
      problems: [{ argument: 'path' }, { argument: 'templat', suggestion: 'template' }],
    });
  });

  it('hands the rest to the fields that ask for it', () => {
    class Open {
      @Arg({ doc: 'First.', type: 'any', optional: true })
      first?: Value;
      @Rest({ doc: 'More.', of: 'positional' })
      more!: Value[];
      @Rest({ doc: 'Named.', of: 'named' })
      others!: ValueMap;
    }
    const result = parseArguments(Open, { positional: [1, 2, 3], named: new Map([['k', 'v']]) });
    expect(result).toMatchObject({ ok: true, want: { first: 1, more: [2, 3], others: new Map([['k', 'v']]) } });
    expect(describeArguments(Open).map((row) => row.name)).toEqual(['first', '*more', '**others']);
  });
});

describe('describeArguments', () => {
  it('lists name, sentence, type, whether it is required, and the default as written', () => {
    expect(describeArguments(Sample).slice(0, 3)).toEqual([
      { name: 'user', doc: 'The account that owns it.', type: 'string', required: false },
      { name: 'name', doc: 'Its name.', type: 'string', required: true },
      { name: 'mode', doc: 'Bits.', type: 'mode', required: false, default: '0644' },
    ]);
  });
});

it('hands on nothing as a value where nothing is one', () => {
  class Nullable {
    @Arg({ doc: 'Anything.', type: 'any', nullable: true })
    value!: Value;
    @Arg({ doc: 'Anything, or an empty text.', type: 'any', default: '', nullable: true })
    otherwise!: Value;
  }
  expect(parsed(Nullable, { value: null, otherwise: null })).toEqual({ value: null, otherwise: null });
  expect(parsed(Nullable, { value: 1 })).toEqual({ value: 1, otherwise: '' });
  expect(parseArguments(Nullable, named({}))).toMatchObject({ ok: false, problems: [{ kind: 'missing' }] });
});
