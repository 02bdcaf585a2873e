import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { formatDiagnostic } from '@fleet/diagnostics';
import { loadMasterConfig } from './index.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fleet-policy-'));
  await mkdir(join(root, 'etc/fleet/master.d'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

const write = (text: string, file = 'master.yaml'): Promise<void> => writeFile(join(root, 'etc/fleet', file), text);

/** The first lines of what is wrong, without the folder. */
async function problems(): Promise<string[]> {
  const outcome = await loadMasterConfig(root);
  if (outcome.ok) return [];
  return outcome.diagnostics.map((one) =>
    formatDiagnostic(one).split('\n').slice(0, 2).join(' ').replaceAll(`${root}/etc/fleet/`, ''),
  );
}

describe('roles and approvals', () => {
  it('are read as they are written, and drop-ins add to them', async () => {
    await write(`roles:
  deployer:
    functions:
      - {minions: 'miner-*', allow: [state.apply, 'service.*'], args: ['cortensord*'], kwargs: {test: true}, optional: {queue: [true, false]}}
    may: [jobs, keys]
approvals:
  - {functions: [system.reboot], by: [deployer], count: 2, expires: 10m}
operator_lifetime: 12h
`);
    await write('roles:\n  auditor: {read_only: true, minions: "web*"}\n', 'master.d/a.yaml');
    const outcome = await loadMasterConfig(root);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.diagnostics));
    const { roles, approvals, operatorLifetime } = outcome.value;
    expect(Object.fromEntries(roles)).toEqual({
      deployer: {
        functions: [
          {
            minions: 'miner-*',
            allow: ['state.apply', 'service.*'],
            args: ['cortensord*'],
            kwargs: { test: true },
            optional: { queue: [true, false] },
          },
        ],
        may: ['jobs', 'keys'],
        readOnly: false,
        minions: '*',
      },
      auditor: { functions: [], may: [], readOnly: true, minions: 'web*' },
    });
    expect(approvals).toEqual([
      { functions: ['system.reboot'], minions: '*', by: ['deployer'], count: 2, expires: 600_000 },
    ]);
    expect(operatorLifetime).toBe(12 * 3_600_000);
  });

  const wrong: [string, string, RegExp][] = [
    [
      'an unknown key of a role',
      'roles:\n  a:\n    red_only: true\n',
      /^master.yaml:3:5: error: there is no setting `roles.a.red_only`.*`roles.a.read_only`/,
    ],
    [
      'an unknown key of a rule',
      'roles:\n  a:\n    functions:\n      - allow: [x]\n        arg: [y]\n',
      /^master.yaml:5:9: .*`roles.a.functions.0.arg`.*`roles.a.functions.0.args`/,
    ],
    [
      'a right that is none',
      'roles:\n  a: {may: [job]}\n',
      /^master.yaml:2:7: error: there is no right `job`.*Did you mean `jobs`/,
    ],
    [
      'a rule that allows nothing',
      'roles:\n  a:\n    functions: [{minions: x}]\n',
      /`roles.a.functions.0.allow` has to be a list of names or globs, and not empty/,
    ],
    [
      'a rule that is none',
      'roles:\n  a:\n    functions: [x]\n',
      /^master.yaml:3:17: error: `roles.a.functions.0` has to be a mapping/,
    ],
    [
      'a rule whose arguments are a text',
      'roles:\n  a:\n    functions: [{allow: [x], args: y}]\n',
      /`roles.a.functions.0.args` has to be a list of values/,
    ],
    [
      'keywords that are a list',
      'roles:\n  a:\n    functions: [{allow: [x], kwargs: [y]}]\n',
      /`roles.a.functions.0.kwargs` has to be a mapping/,
    ],
    [
      'an empty choice of a keyword',
      'roles:\n  a:\n    functions: [{allow: [x], kwargs: {y: []}}]\n',
      /`roles.a.functions.0.kwargs` has to be a mapping/,
    ],
    [
      'two stars before the end',
      "roles:\n  a:\n    functions: [{allow: [x], args: ['**', y]}]\n",
      /has \*\* before its end/,
    ],
    ['read_only that is a text', 'roles:\n  a: {read_only: "yes"}\n', /`roles.a.read_only` has to be true or false/],
    ['another admin', 'roles:\n  admin: {may: [keys]}\n', /`roles.admin` is built in/],
    ['roles that are a list', 'roles: [a]\n', /`roles` has to be a mapping/],
    ['a role that is a word', 'roles: {a: everything}\n', /`roles.a` has to be a mapping/],
    ['a role whose name is a path', 'roles:\n  ../a: {read_only: true}\n', /is no name for a role/],
    [
      'an approval by nobody that there is',
      'approvals:\n  - {functions: [x], by: [admn]}\n',
      /^master.yaml:2:22: error: there is no role `admn`.*Did you mean `admin`/,
    ],
    ['an approval of nothing', 'approvals:\n  - {by: [admin]}\n', /`approvals.0.functions` has to be a list/],
    [
      'an approval that counts to none',
      'approvals:\n  - {functions: [x], count: 0}\n',
      /`approvals.0.count` has to be a whole number from 1/,
    ],
    [
      'a time without a meaning',
      'approvals:\n  - {functions: [x], expires: soon}\n',
      /`approvals.0.expires` has to be a time such as/,
    ],
    ['credentials that never end', 'operator_lifetime: 10000d\n', /`operator_lifetime` has to be a time/],
  ];
  it.each(wrong)('are refused with %s, and where', async (_what, text, sentence) => {
    await write(text);
    expect((await problems()).join('\n')).toMatch(sentence);
  });
});
