import { readFileSync } from 'node:fs';
import { describe } from '@jest/globals';
import { specsOf, type FunctionCase } from '../spec-cases.js';

const recorded = (name: string): string => readFileSync(new URL(`recorded/${name}`, import.meta.url), 'utf8');
const venv = { bin_env: '/srv/venv' };
const links = { no_index: true, find_links: ['/srv/wheels'] };

const machine = {
  files: { '/srv/venv/bin/pip': '#!', '/srv/empty': { kind: 'directory' } },
  programs: ['pip3'],
  commands: [
    {
      command: '/srv/venv/bin/pip list --format=json',
      answer: '[{"name": "lab-tool", "version": "1.0"}, {"name": "Other.Thing", "version": "3"}]\n',
    },
    {
      command: '/srv/venv/bin/pip list --outdated --format=json',
      answer: '[{"name": "lab-tool", "version": "1.0", "latest_version": "2.0", "latest_filetype": "wheel"}]\n',
    },
    { command: '/srv/venv/bin/pip freeze', answer: 'lab-tool==1.0\nx @ git+https://bot:hunter2@git.example/x\n' },
    { command: '/srv/venv/bin/pip --version', answer: 'pip 23.0.1 from /srv/venv/lib (python 3.11)' },
    {
      command:
        '/srv/venv/bin/pip install --dry-run --quiet --report - --upgrade --no-index --find-links /srv/wheels -- lab-tool',
      answer: recorded('pip-install-dry-run-report-lab-tool.json'),
    },
    {
      command: '/srv/venv/bin/pip install --dry-run --quiet --report - -- /srv/lab-tool-1.0.tgz',
      answer: 'building\n{"version": "1", "install": [{"metadata": {"name": "lab_tool", "version": "1.0"}}]}',
    },
    {
      command: '/srv/venv/bin/pip install --dry-run --quiet --report - --force-reinstall -- lab-tool',
      answer: '{"version": "1", "install": [{"metadata": {"name": "lab-tool", "version": "1.0"}}]}',
    },
    {
      command: /install .*-- no-such$/,
      answer: {
        exitCode: 1,
        stderr:
          'ERROR: Could not find a version that satisfies the requirement no-such (from versions: none)\nERROR: No matching distribution found for no-such',
      },
    },
    {
      command: /^pip3 install/,
      answer: { exitCode: 1, stderr: recorded('pip-install-externally-managed.stderr.txt') },
    },
    { command: /bin\/pip install .*old/, answer: { exitCode: 2, stderr: '\nUsage: pip\n\nno such option: --dry-run' } },
    {
      command: /bin\/pip install .*index-url/,
      answer: { exitCode: 1, stderr: 'ERROR: https://u:hunter2@pypi.example: 404' },
    },
    { command: /bin\/pip (?:un)?install/, answer: ({ line }: { line: string }) => ({ stdout: `ran ${line}` }) },
  ],
} as const;

describe('pip', () => {
  specsOf({ machine }, [
    { call: 'pip.list', named: venv, value: { 'lab-tool': '1.0', 'Other.Thing': '3' } },
    { call: 'pip.list', positional: ['LAB_'], named: venv, value: { 'lab-tool': '1.0' } },
    { call: 'pip.list_upgrades', named: venv, value: { 'lab-tool': '2.0' } },
    { call: 'pip.is_installed', positional: ['other_thing'], named: venv, value: true },
    { call: 'pip.is_installed', positional: ['none'], named: venv, value: false },
    { call: 'pip.freeze', named: venv, value: ['lab-tool==1.0', 'x @ git+https://<secret>@git.example/x'] },
    { call: 'pip.version', named: venv, value: '23.0.1' },
    {
      call: 'pip.would_install',
      positional: ['lab-tool'],
      named: { ...venv, ...links, upgrade: true },
      value: { 'lab-tool': { old: '1.0', new: '2.0' } },
    },
    { call: 'pip.would_install', positional: ['/srv/lab-tool-1.0.tgz'], named: venv, value: {} },
    {
      call: 'pip.would_install',
      positional: ['lab-tool'],
      named: { ...venv, force_reinstall: true },
      value: { 'lab-tool': { old: '1.0', new: '1.0' } },
    },
    {
      call: 'pip.install',
      positional: ['a >= 1, < 2, b[x]==3'],
      named: { ...venv, requirements: '/srv/r.txt', extra_args: ['--user'] },
      value: 'ran /srv/venv/bin/pip install --requirement /srv/r.txt --user -- a >= 1, < 2 b[x]==3',
    },
    { call: 'pip.uninstall', positional: ['a,b'], named: venv, value: 'ran /srv/venv/bin/pip uninstall --yes -- a b' },
    { call: 'pip.install', positional: ['x'], refused: ['failed', /PEP 668.*python3-NAME.*`bin_env`.*pipx/] },
    { call: 'pip.would_install', positional: ['x'], refused: ['failed', /PEP 668/] },
    { call: 'pip.install', positional: ['no-such'], named: venv, refused: ['failed', /No matching distribution/] },
    { call: 'pip.would_install', positional: ['old'], named: venv, refused: ['failed', /older than 22\.2/] },
    {
      call: 'pip.install',
      positional: ['x'],
      named: { ...venv, index_url: 'https://u:hunter2@pypi.example' },
      refused: ['failed', /^pip: ERROR: https:\/\/<secret>@pypi\.example: 404$/],
    },
    { call: 'pip.list', named: { bin_env: '/srv/empty' }, refused: ['not-found', /python3 -m venv \/srv\/empty/] },
    { call: 'pip.list', named: { bin_env: '/srv/none' }, refused: ['not-found', /there is no \/srv\/none/] },
    { call: 'pip.list', named: { bin_env: 'venv' }, refused: ['bad-arguments', /absolute/] },
    { call: 'pip.install', named: venv, refused: ['bad-arguments', /say what to install/] },
    { call: 'pip.uninstall', named: venv, refused: ['bad-arguments', /say what to remove/] },
    ...(['--index-url=x', 'a\nb', ''] as const).map((word): FunctionCase => ({
      call: 'pip.install',
      named: { pkgs: [word], ...venv },
      refused: ['bad-arguments', /not the name of a package/],
    })),
    { call: 'pip.install', positional: ['a'], named: { extra_args: '-rx' }, refused: ['bad-arguments', /two dashes/] },
    { call: 'pip.uninstall', positional: ['-r'], refused: ['bad-arguments', /not the name of a package/] },
  ]);
  specsOf({}, [{ call: 'pip.list', refused: ['not-found', /python3-pip/] }]);
});
