import { describe, expect, it } from '@jest/globals';
import { readCommandLine } from './command-line.js';

const read = (line: string) => readCommandLine(line.split(' '));

describe('the command line', () => {
  it('takes options before and behind the function', () => {
    expect(read('call --local --id web1 state.apply cortensord test=True --out json')).toEqual({
      command: 'call',
      options: { local: true, id: 'web1', out: 'json' },
      words: ['state.apply', 'cortensord', 'test=True'],
    });
  });

  it('leaves what is behind -- alone', () => {
    expect(read('call cmd.run -- --help')).toMatchObject({ command: 'call', words: ['cmd.run', '--help'] });
  });

  it.each(['', 'fly', 'run --speed 9', 'call test.ping -5', 'run --root'])('refuses "%s"', (line) => {
    expect(readCommandLine(line === '' ? [] : line.split(' ')).command).toBe('wrong');
  });

  it.each(['--help', '-h', 'help', 'call --help', 'run --help', 'run -h', 'call -h'])('shows help for "%s"', (line) => {
    expect(read(line).command).toBe('help');
  });

  it.each([
    ['jion fleet-join-x', 'there is no command jion; did you mean join?'],
    ['frobnicate', 'there is no command frobnicate'],
    ['call --sates=x test.ping', 'fleet-minion call has no option --sates; did you mean --states?'],
    ['call --log-levl debug test.ping', 'fleet-minion call has no option --log-levl; did you mean --log-level?'],
    ['run --id a', 'fleet-minion run has no option --id'],
  ])('of "%s" says: %s', (line, why) => {
    expect(read(line)).toEqual({ command: 'wrong', why });
  });
});
