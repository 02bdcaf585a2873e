import type { Severity } from './finding.js';

export interface Check {
  readonly severity: Severity;
  /** What it finds, and why that matters: one or two sentences. */
  readonly about: string;
}

/**
 * What lint looks for itself. Besides, everything that the compilers of states and pillar say is a finding under the compilers' own codes
 * (`sls.…`, `requisite.…`, `state.…`, `top.…`, `pillar.…`, `template.…`, `yaml.…`).
 */
export const checkTable = {
  'lint.port-clash': {
    severity: 'error',
    about:
      'Two instances on one server listen on the same port, as their rendered environment files say; the second one cannot start.',
  },
  'lint.assigned-twice': {
    severity: 'error',
    about: 'An entry of a registry is assigned to two servers: both would act with the same key.',
  },
  'lint.unassigned': {
    severity: 'warning',
    about: 'An entry of a registry is assigned to no server: it runs nowhere, and its secrets lie about.',
  },
  'lint.missing-entry': {
    severity: 'error',
    about: 'A server is assigned an entry that its registry does not have.',
  },
  'lint.not-unique': {
    severity: 'error',
    about: 'Two instances share a value that their formula declares unique, such as the name of a log file.',
  },
  'lint.same-key': {
    severity: 'error',
    about: 'One private key, seed or mnemonic stands in the pillar twice. Only its fingerprint is shown.',
  },
  'lint.repeated-value': {
    severity: 'warning',
    about: 'Three or more instances all say the same: said once, one level up, it cannot drift apart.',
  },
  'lint.secret-by-grain': {
    severity: 'error',
    about:
      'Grains decide who gets a secret. A minion says of itself what its grains are; ids and assignments are what the master knows.',
  },
  'lint.unscoped-registry': {
    severity: 'error',
    about:
      'Every minion receives all entries of a registry with their secrets, because no scope rule cuts it to what is assigned.',
  },
  'lint.minion-unmatched': {
    severity: 'warning',
    about: 'No target of a top file matches a minion: it gets no states, or an empty pillar.',
  },
  'lint.target-unmatched': {
    severity: 'warning',
    about: 'A target of a top file matches no listed or accepted minion: mostly a misspelt id.',
  },
  'lint.assumed-grains': {
    severity: 'note',
    about: 'The grains of these minions are not known; those of a fresh Debian 12 on x86_64 were assumed.',
  },
  'lint.unknown': {
    severity: 'note',
    about:
      'A template asks the machine something that only the machine can answer; what depends on the answer was not looked at.',
  },
  'lint.environment-comment': {
    severity: 'warning',
    about:
      'A comment behind a value in an environment file: systemd knows none there, and takes it for part of the value.',
  },
  'lint.environment-line': {
    severity: 'error',
    about:
      'systemd skips a line of an environment file: it has no name of a variable and "=". A line break in a value makes such lines.',
  },
  'lint.environment-break': {
    severity: 'error',
    about: 'A value of an instance holds a line break; written to an environment file, what follows is another line.',
  },
  'lint.environment-quote': {
    severity: 'error',
    about: 'A quote in an environment file is never closed: the rest of the file becomes its value.',
  },
  'lint.environment-twice': {
    severity: 'warning',
    about: 'A variable is set twice in one environment file; the last one wins.',
  },
  'lint.environment-space': {
    severity: 'note',
    about: 'A value with spaces stands without quotes: systemd keeps them, a shell that reads the same file does not.',
  },
  'lint.unit-ignored': {
    severity: 'warning',
    about:
      'systemd skips a section, setting or line of a unit file that it does not know, and says so only in its log.',
  },
  'lint.unit-comment': {
    severity: 'warning',
    about: 'A comment behind a setting of a unit file is part of the setting.',
  },
  'lint.template-unit': {
    severity: 'error',
    about:
      'A state or command means a unit that exists as a template only (name@.service): without an instance nothing is started or stopped.',
  },
  'lint.managed-twice': {
    severity: 'warning',
    about: 'Two states of one minion each keep the same path in another way: every run changes it back and forth.',
  },
  'lint.lfs-pointer': {
    severity: 'error',
    about:
      'A file of the states tree is a pointer of Git LFS, not the content: a state would install 130 bytes of text.',
  },
  'lint.unused-sls': {
    severity: 'note',
    about:
      'No top file gives this SLS to anybody. It was compiled on its own; it is for state.apply by hand, or forgotten.',
  },
  'lint.unused-pillar': {
    severity: 'note',
    about: 'No minion gets this file of the pillar.',
  },
  'lint.unused-file': {
    severity: 'note',
    about: 'Nothing in the states tree names this file.',
  },
  'lint.bad-ignore': {
    severity: 'warning',
    about: 'A comment "lint: ignore" without a code or a reason; it ignores nothing.',
  },
  'lint.idle-ignore': {
    severity: 'note',
    about: 'A comment "lint: ignore" that ignores nothing: what it was for is gone.',
  },
} as const satisfies Record<`lint.${string}`, Check>;

export type LintCode = keyof typeof checkTable;
