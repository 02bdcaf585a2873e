import { describe, expect, it } from '@jest/globals';
import { parseArguments } from '@fleet/arguments';
import { Float, type Value } from '@fleet/values';
import { CommandArgs, commandOptions } from './command.args.js';

describe('the environment of a command', () => {
  it('holds values as Python prints them, and nothing for none', () => {
    const env = new Map<Value, Value>([
      ['RATE', new Float(1.5)],
      ['WEI', 1000000000000000000000n],
      ['ON', true],
      ['EMPTY', null],
    ]);
    const parsed = parseArguments(CommandArgs, {
      positional: ['env'],
      named: new Map<Value, Value>([['env', env]]),
    });
    if (!parsed.ok) throw new Error('the arguments were refused');
    expect(commandOptions(parsed.want, new AbortController().signal).env).toEqual({
      RATE: '1.5',
      WEI: '1000000000000000000000',
      ON: 'True',
      EMPTY: '',
    });
  });
});
