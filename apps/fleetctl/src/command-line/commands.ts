import { driftCommands } from './drift-commands.js';
import { eventCommands } from './event-commands.js';
import { logCommands } from './log-commands.js';
import { comfortCommands } from './comfort-commands.js';
import { jobCommands } from './job-commands.js';
import { operatorCommands } from './operator-commands.js';
import { planCommands } from './plan-commands.js';
import { rolloutCommands } from './rollout-commands.js';
import type { OptionRow } from './options.js';
import type { Session } from '../session.js';

/** One sub-command. `run` answers with the exit code; its module is loaded only when it is asked for. */
export interface CommandRow {
  /** `key accept` */
  readonly name: string;
  /** As commander writes them: `[minions...]`. */
  readonly operands: string;
  readonly about: string;
  readonly options?: readonly OptionRow[];
  readonly examples: readonly string[];
  readonly run: (
    session: Session,
    operands: readonly string[],
    options: Readonly<Record<string, unknown>>,
  ) => Promise<number>;
}

const allPending: OptionRow = { flags: '-A, --all-pending', about: 'every key that is pending' };
const yes: OptionRow = { flags: '-y, --yes', about: 'do not ask' };

export const commands: readonly CommandRow[] = [
  {
    name: 'key list',
    operands: '[states...]',
    about: 'Show the keys of minions with their fingerprints: all, or those that are pending, accepted or rejected.',
    examples: ['fleetctl key list', 'fleetctl key list pending --out json'],
    run: async (session, operands) => (await import('../commands/key.js')).listKeys(session, operands),
  },
  {
    name: 'key accept',
    operands: '[minions...]',
    about:
      'Let minions in. Compare the fingerprint with the one that the minion shows first (fleet-minion fingerprint). A fingerprint names one of several keys that ask for the same id.',
    options: [
      allPending,
      {
        flags: '--replace',
        about:
          'of a machine that was installed again: the new key takes the place of the accepted one, which is cut off at once',
      },
      yes,
    ],
    examples: [
      'fleetctl key accept miner-01',
      "fleetctl key accept 'miner-*' -y",
      'fleetctl key accept -A',
      'fleetctl key accept miner-01 --replace',
      'fleetctl key accept ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567',
    ],
    run: async (session, operands, options) =>
      (await import('../commands/key.js')).decideKeys(session, 'accept', operands, options),
  },
  {
    name: 'key reject',
    operands: '[minions...]',
    about:
      'Keep minions out; one that is connected is dropped at once. The key stays known as rejected; key accept lets it in again.',
    options: [allPending, yes],
    examples: ['fleetctl key reject miner-07'],
    run: async (session, operands, options) =>
      (await import('../commands/key.js')).decideKeys(session, 'reject', operands, options),
  },
  {
    name: 'key delete',
    operands: '[minions...]',
    about:
      'Forget keys; a minion that is connected is dropped at once. To come back, its server has to run fleet-minion join TOKEN.',
    options: [allPending, yes],
    examples: ['fleetctl key delete miner-07'],
    run: async (session, operands, options) =>
      (await import('../commands/key.js')).decideKeys(session, 'delete', operands, options),
  },
  ...jobCommands,
  ...planCommands,
  ...rolloutCommands,
  ...driftCommands,
  {
    name: 'status',
    operands: '',
    about: 'Show who is up, since when, with which version, and what is running.',
    options: [
      {
        flags: '--refusals',
        about: 'show instead what master and bus refused to whom: forged, malformed and forbidden messages, floods',
      },
    ],
    examples: ['fleetctl status', 'fleetctl status --out json', 'fleetctl status --refusals'],
    run: async (session, _operands, options) => (await import('../commands/status.js')).showStatus(session, options),
  },
  {
    name: 'lint',
    operands: '',
    about:
      'Render and compile everything that the master serves, for every minion, and compare: clashes, mistakes, leaks. docs/reference/lint.md has the list. Exits with 1 where it finds errors, with 5 where something does not render or compile.',
    options: [
      { flags: '--strict', about: 'warnings fail too' },
      { flags: '--only <codes>', about: 'report these findings only: codes or globs, with commas' },
      { flags: '--ignore <codes>', about: 'do not report these findings: codes or globs, with commas' },
      { flags: '--list-checks', about: 'show what lint looks for' },
    ],
    examples: ['fleetctl lint', 'fleetctl lint --strict --out json', "fleetctl lint --only 'lint.*'"],
    run: async (session, _operands, options) => (await import('../commands/lint.js')).lint(session, options),
  },
  {
    name: 'token create',
    operands: '',
    about: 'Make a join token, with which new minions ask to be let in.',
    options: [
      { flags: '--uses <count>', about: 'how many minions may join with it' },
      { flags: '--lifetime <duration>', about: 'how long it is valid: 30m, 1h, 7d' },
      { flags: '--ids <glob>', about: 'ids that may join with it; others are refused' },
      { flags: '--name <name>', about: 'what it is called in lists, rules of autosign and the audit' },
      {
        flags: '--accept',
        about: 'let its minions in at once: whoever holds it is let in, as if you had accepted the key',
      },
    ],
    examples: [
      'fleetctl token create',
      'fleetctl token create --uses 10 --lifetime 1h',
      "fleetctl token create --ids 'miner-*' --accept --name rack4 --uses 40 --lifetime 2h",
    ],
    run: async (session, _operands, options) => (await import('../commands/token.js')).createToken(session, options),
  },
  ...operatorCommands,
  ...logCommands,
  {
    name: 'token list',
    operands: '',
    about: 'Show join tokens, what they allow, and who came with them.',
    examples: ['fleetctl token list', 'fleetctl token list --out json'],
    run: async (session) => (await import('../commands/token.js')).listTokens(session),
  },
  {
    name: 'token revoke',
    operands: '<tokens...>',
    about:
      'Let nobody join with them any more: names, or ids as token list shows them. Who joined with one before stays.',
    examples: ['fleetctl token revoke rack4', 'fleetctl token revoke K7QX2MPA'],
    run: async (session, operands) => (await import('../commands/token.js')).revokeTokens(session, operands),
  },
  ...eventCommands,
  {
    name: 'artifacts list',
    operands: '[minions]',
    about: 'Show the files that minions brought with cp.push and artifact.collected: all, or those of a glob.',
    examples: ['fleetctl artifacts list', "fleetctl artifacts list 'miner-*' --out json"],
    run: async (session, operands) => (await import('../commands/artifacts.js')).listArtifacts(session, operands[0]),
  },
  {
    name: 'artifacts get',
    operands: '<minion> <path>',
    about: 'Fetch one, to standard output or into a file.',
    options: [
      { flags: '--to <file>', about: 'write it there; nobody else may read it' },
      { flags: '--show-secrets', about: 'open a secret one; the master writes down who did' },
    ],
    examples: [
      'fleetctl artifacts get miner-01 etc/hosts',
      'fleetctl artifacts get miner-01 root/node.key --show-secrets --to node.key',
    ],
    run: async (session, operands, options) =>
      (await import('../commands/artifacts.js')).getArtifact(session, operands, options),
  },
  {
    name: 'artifacts rm',
    operands: '<minion> <path>',
    about: 'Delete one from the master.',
    examples: ['fleetctl artifacts rm miner-01 etc/hosts'],
    run: async (session, operands) => (await import('../commands/artifacts.js')).removeArtifact(session, operands),
  },
  ...comfortCommands,
];

/** `key`, `jobs`, …: the first words that are commands and no targets. */
export const commandGroups: readonly string[] = [...new Set(commands.map(({ name }) => name.split(' ')[0] as string))];

export const callExamples: readonly string[] = [
  "fleetctl '*' test.ping",
  "fleetctl '*' state.apply cortensord test=True",
  "fleetctl 'miner-*' service.restart cortensord@node_01",
  "fleetctl -L web1,web2 cmd.run 'systemctl list-units --failed'",
  "fleetctl -C 'miner-* and not G@os:Ubuntu' pillar.get cortensord:instances",
  "fleetctl 'miner-*' state.plan cortensord --save friday.plan",
  "fleetctl '*' state.apply --queue --expires 24h",
  "fleetctl '*' pkg.upgrade --async",
  "fleetctl 'web*' state.apply web --canary 1 --batch 10% --gate 'service.status nginx' --hold 1m --revert",
  "fleetctl 'miner-*' state.apply test=True --state-output mixed --detailed-exitcode",
  "fleetctl 'miner-*' state.apply cortensord.upgrade --phases",
  "fleetctl '*' grains.item os osrelease --out table",
  "fleetctl 'miner-01' sys.doc service.restart",
];
