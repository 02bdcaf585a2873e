import { describe, expect, it } from '@jest/globals';
import { readUnitFile } from './unit-file.js';

const problems = (name: string, text: string): string[] =>
  readUnitFile(name, text).problems.map(({ line, summary, detail }) => `${line}: ${summary} (${detail ?? ''})`);

describe('a unit file', () => {
  it('of known sections and settings is fine, continued lines and comments and X- included', () => {
    const text =
      '# c\n[Unit]\nDescription=x\n\n[Service]\nExecStart=/bin/a \\\n# no\n  b\nX-Own=1\n; c\n[X-Ours]\nany=1\n[Install]\nWantedBy=multi-user.target\n';
    expect(problems('a.service', text)).toEqual([]);
    expect(readUnitFile('a.service', text).settings).toContainEqual({
      section: 'Service',
      key: 'ExecStart',
      value: '/bin/a  b',
      line: 6,
    });
  });

  it.each([
    [
      'a.service',
      '[Servce]\nExecStart=x\n',
      '1: a service unit has no section [Servce]: systemd skips it (Did you mean [Service]?)',
    ],
    [
      'a.service',
      '[Service]\nRestartSecs=1\n',
      '2: section [Service] has no setting RestartSecs: systemd skips it (Did you mean RestartSec?)',
    ],
    [
      'a.service',
      '[Service]\nAfter=x.service\n',
      '2: section [Service] has no setting After: systemd skips it (After belongs into [Unit].)',
    ],
    ['a.service', 'User=x\n[Service]\n', '1: User stands before the first section: systemd skips it ()'],
    ['a.timer', '[Timer]\nOnCalendar=daily\nnonsense\n', '3: a line without "=": systemd skips it ()'],
    [
      'a.timer',
      '[Service]\nExecStart=x\n',
      '1: a timer unit has no section [Service]: systemd skips it (There are: Unit, Timer, Install.)',
    ],
  ])('%s %j', (name, text, wanted) => expect(problems(name, text)).toEqual([wanted]));
});
