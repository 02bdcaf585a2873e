import type { CommandRow } from './commands.js';

/** Operators, what they have to ask each other, and the record of what they did. */
export const operatorCommands: readonly CommandRow[] = [
  {
    name: 'login',
    operands: '[token]',
    about:
      'Become an operator on this machine with a login token: the key is made here and never leaves. Without a token, renew the credentials now.',
    options: [{ flags: '--replace', about: 'put the new profile in the place of one that is there' }],
    examples: [
      'fleetctl login fleet-login-…',
      'fleetctl login fleet-login-… --config ~/.config/fleet/other.json',
      'fleetctl login',
    ],
    run: async (session, operands, options) =>
      (await import('../commands/login.js')).login(session, operands[0], options),
  },
  {
    name: 'operator list',
    operands: '',
    about: 'Show who may ask the master, with which roles, and until when the credentials are good.',
    examples: ['fleetctl operator list', 'fleetctl operator list --out json'],
    run: async (session) => (await import('../commands/operator.js')).listOperators(session),
  },
  {
    name: 'operator add',
    operands: '<name>',
    about: 'Invite an operator: prints a login token, which is good once and for a short time.',
    options: [
      { flags: '--role <roles>', about: 'what it may do: admin, viewer, or roles of master.yaml, with commas' },
      { flags: '--lifetime <duration>', about: 'how long the token is good: 30m, 1h, at most 7d' },
    ],
    examples: [
      'fleetctl operator add alice --role deployer',
      'fleetctl operator add carol --role viewer --lifetime 1d',
    ],
    run: async (session, operands, options) =>
      (await import('../commands/operator.js')).addOperator(session, operands[0] as string, options),
  },
  {
    name: 'operator roles',
    operands: '<name> <roles>',
    about:
      'Give an operator other roles, in place of those it has. Nobody gives or takes a role that it does not hold, but admins.',
    examples: ['fleetctl operator roles alice deployer,viewer'],
    run: async (session, operands) =>
      (await import('../commands/operator.js')).setRoles(session, operands[0] as string, operands[1] as string),
  },
  {
    name: 'operator revoke',
    operands: '<name>',
    about:
      'End an operator, or take an invitation back; its connections are cut at once, and its credentials are good nowhere.',
    examples: ['fleetctl operator revoke alice'],
    run: async (session, operands) =>
      (await import('../commands/operator.js')).revokeOperator(session, operands[0] as string),
  },
  {
    name: 'approval list',
    operands: '',
    about: 'Show the calls that wait for somebody else to say yes; without the right to approve, those of your own.',
    options: [{ flags: '--all', about: 'also those that ended' }],
    examples: ['fleetctl approval list', 'fleetctl approval list --all --out json'],
    run: async (session, _operands, options) =>
      (await import('../commands/approval.js')).listApprovals(session, options),
  },
  {
    name: 'approval show',
    operands: '<id>',
    about: 'Show one: what was asked by whom on which minions, who has to approve it, and what became of it.',
    examples: ['fleetctl approval show 3f0c9a12de'],
    run: async (session, operands) =>
      (await import('../commands/approval.js')).showApproval(session, operands[0] as string),
  },
  {
    name: 'approval approve',
    operands: '<id>',
    about: 'Let a call of somebody else begin, in its name, on the minions that are shown.',
    options: [{ flags: '-y, --yes', about: 'do not ask' }],
    examples: ['fleetctl approval approve 3f0c9a12de'],
    run: async (session, operands, options) =>
      (await import('../commands/approval.js')).decideApproval(session, operands[0] as string, 'approve', options),
  },
  {
    name: 'approval deny',
    operands: '<id>',
    about: 'Say no to a call of somebody else.',
    examples: ['fleetctl approval deny 3f0c9a12de'],
    run: async (session, operands, options) =>
      (await import('../commands/approval.js')).decideApproval(session, operands[0] as string, 'deny', options),
  },
  {
    name: 'audit',
    operands: '',
    about: 'Show what operators did and what they were not let do; the newest last.',
    options: [
      { flags: '-n, --limit <count>', about: 'how many rows', fallback: '50' },
      { flags: '--operator <name>', about: 'of this operator: name or key' },
      { flags: '--function <glob>', about: 'of these functions' },
      { flags: '--since <time>', about: 'from then on: 2h, 7d, or 2026-12-24T18:00' },
      { flags: '--outcome <code>', about: 'with this outcome: done, not-allowed, approval-required, …' },
      { flags: '--jid <jid>', about: 'of this job' },
    ],
    examples: [
      'fleetctl audit',
      'fleetctl audit --operator alice --outcome not-allowed --since 7d',
      "fleetctl audit --function 'state.*' --out json",
    ],
    run: async (session, _operands, options) => (await import('../commands/audit.js')).showAudit(session, options),
  },
  {
    name: 'audit verify',
    operands: '',
    about:
      'Look whether every row of the audit log is there and says what it said when it was written. Exits with 1 where not.',
    options: [{ flags: '--head <hash>', about: 'a head that was noted earlier; it has to be in the log' }],
    examples: [
      'fleetctl audit verify',
      'fleetctl audit verify --head 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    ],
    run: async (session, _operands, options) => (await import('../commands/audit.js')).verifyAudit(session, options),
  },
];
