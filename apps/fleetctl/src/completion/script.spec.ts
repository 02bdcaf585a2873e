import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { commands } from '../command-line/commands.js';
import { completionScript } from './script.js';
import { namedArguments, namedOperands, shells, wordsWithValue } from './words.js';

describe('a completion script', () => {
  it.each(shells)('for %s knows every command and option', (shell) => {
    const script = completionScript(shell);
    for (const word of ['key', 'jobs', 'accept', 'all-pending', 'state-output', 'lifetime', 'terse', 'doc', 'profile'])
      expect(script).toContain(word);
  });

  it.each([
    ['key accept', 'key'],
    ['jobs show', 'jid'],
    ['rollout pause', 'rollout'],
    ['approval approve', 'approval'],
    ['operator revoke', 'operator'],
    ['operator add', undefined],
    ['profile use', 'profile'],
    ['profile add', 'file', 1],
    ['apply', 'file'],
    ['apply', 'minion', 1],
    ['drift check', 'sls', 1],
    ['artifacts get', 'minion'],
    ['artifacts get', undefined, 1],
    ['status', undefined],
  ] as const)('behind %s asks for names of: %s', (name, kind, ...at) => {
    const [place = 0] = at.filter((one) => typeof one === 'number');
    const row = commands.find((command) => command.name === name);
    expect(row && namedOperands(row).find((operand) => operand.place === place)?.kind).toBe(kind);
  });

  it('knows where states are named', () => {
    expect(namedArguments().find(({ kind, place }) => kind === 'sls' && place === 0)?.functions).toContain(
      'state.apply',
    );
  });

  it('takes no value of an option for a word', () => {
    expect(wordsWithValue).toEqual(expect.arrayContaining(['--timeout', '-t', '--profile', '--out', '--since']));
    expect(wordsWithValue).not.toContain('--queue');
  });

  /** Without a fleetctl to ask: what the script knows by itself. */
  const ask = (words: string[]): string[] => {
    const script = `${completionScript('bash')}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _fleetctl_complete; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], {
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin' },
    });
    expect(stderr).toBe('');
    return stdout.trim().split('\n');
  };

  it.each([
    [['fleetctl', 'k'], ['key']],
    [['fleetctl', 'key', 'a'], ['accept']],
    [['fleetctl', 'key', 'accept', '--al'], ['--all-pending']],
    [['fleetctl', '--out', 'j'], ['json']],
    [['fleetctl', '*', 'test.ping', '--ti'], ['--timeout']],
    [['fleetctl', '*', 'service.rest'], ['service.restart']],
    [['fleetctl', '-G', 'os:Debian', '--timeout', '5', 'test.pi'], ['test.ping']],
    [['fleetctl', '--profile', 'prod', '*', 'test.pi'], ['test.ping']],
    [['fleetctl', '*', 'cmd.run', 'ls', 'runa'], ['runas=']],
    [['fleetctl', '*', 'config.get', 'key', 'a'], ['']],
    [['fleetctl', 'status', ''], ['']],
    [['fleetctl', 'status', '--ref'], ['--refusals']],
    [['fleetctl', 'doc', 'service.rest'], ['service.restart']],
    [['fleetctl', 'help', 'stat'], ['status']],
    [['fleetctl', 'completion', 'z'], ['zsh']],
    [['fleetctl', 'completion', 'n'], ['names']],
    [['fleetctl', 'events', 'sinks', ''], ['test']],
    [['fleetctl', 'help', 'events', 'sinks', ''], ['test']],
    [['fleetctl', 'help', 'key', 'acc'], ['accept']],
    [['fleetctl', 'doc', 'test.ping', 'service.rest'], ['service.restart']],
    [['fleetctl', 'events', 'count', '--by'], ['--by']],
    [['fleetctl', 'events', 'count', '--by', 'm'], ['minion']],
    [
      ['fleetctl', 'drift', '--kind', ''],
      ['corrective', 'intentional', 'unknown'],
    ],
    [['fleetctl', 'jobs', 'kill', '--signal', ''], ['']],
    [['fleetctl', '--out', '=', 'j'], ['json']],
    [
      ['fleetctl', '--out', '='],
      ['nested', 'json', 'ndjson', 'yaml', 'txt', 'table', 'highstate'],
    ],
    [['fleetctl', '--out', '=', 'json', 'key', 'acc'], ['accept']],
    [['fleetctl', '*', 'state.plan', '--save', '/etc/host'], expect.arrayContaining(['/etc/hosts'])],
    [['fleetctl', 'apply', '/etc/host'], expect.arrayContaining(['/etc/hosts'])],
  ])('in a real bash: %j', (words, offered) => {
    expect(ask(words)).toEqual(offered);
  });
});
