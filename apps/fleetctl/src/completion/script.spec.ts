import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { commands } from '../command-line/commands.js';
import { completionScript } from './script.js';
import { namedArguments, namesOf, shells, wordsWithValue } from './words.js';

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
    ['profile add', undefined],
    ['artifacts get', 'minion'],
    ['status', undefined],
  ])('behind %s asks for names of: %s', (name, kind) => {
    const row = commands.find((command) => command.name === name);
    expect(row && namesOf(row)).toBe(kind);
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
  ])('in a real bash: %j', (words, offered) => {
    expect(ask(words)).toEqual(offered);
  });
});
