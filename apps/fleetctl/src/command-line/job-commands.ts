import { jobOutcomes } from '@fleet/protocol';
import type { CommandRow } from './commands.js';
import { jobLogCommand } from './job-log-command.js';
import { detailedExitcode, phases, type OptionRow } from './options.js';

const jid = '20260101120000000000';
const yes: OptionRow = { flags: '-y, --yes', about: 'confirm what destroys something, without being asked' };

/** What was asked of minions, and what is done with it afterwards. */
export const jobCommands: readonly CommandRow[] = [
  {
    name: 'jobs list',
    operands: '',
    about: 'Show the newest jobs: all, or those that fit every option.',
    options: [
      { flags: '-n, --limit <count>', about: 'how many', fallback: '25' },
      { flags: '--function <glob>', about: 'calls of these functions' },
      { flags: '--operator <glob>', about: 'by these operators; schedule: what minions began by themselves' },
      { flags: '--minion <id>', about: 'that asked this minion' },
      { flags: '--since <time>', about: 'begun since then: 30m, 2h, 7d, or 2026-01-21T03:30' },
      { flags: '--until <time>', about: 'begun until then' },
      {
        flags: '--outcome <what>',
        about:
          'ok: everybody did it; failed: somebody failed or is silent; partial: and somebody did it; silent; running; queued: waits for minions that are away',
        choices: jobOutcomes,
      },
      { flags: '--failed', about: 'the same as --outcome failed' },
      { flags: '--running', about: 'the same as --outcome running' },
      { flags: '--gates', about: 'also those that ask gates of rollouts, which are left out otherwise' },
      { flags: '--before <jid>', about: 'older ones than this: the next page' },
    ],
    examples: [
      'fleetctl jobs list',
      'fleetctl jobs list -n 200 --out json',
      'fleetctl jobs list --failed --since 24h',
      "fleetctl jobs list --function 'state.*' --operator alice --outcome partial",
      'fleetctl jobs list --minion web1 --since 2026-01-21T03:30 --until 2026-01-21T05:00',
      `fleetctl jobs list --before ${jid}`,
    ],
    run: async (session, _operands, options) => (await import('../jobs/list.js')).listJobs(session, options),
  },
  {
    name: 'jobs show',
    operands: '<jid>',
    about: 'Show a job: what was asked, every return, and who is silent and why.',
    examples: [`fleetctl jobs show ${jid}`, `fleetctl jobs show ${jid} --no-group`],
    run: async (session, operands) => (await import('../jobs/show.js')).showJob(session, operands[0] as string),
  },
  {
    name: 'jobs running',
    operands: '[minions]',
    about:
      'Show what minions work on, since when and for whom, and what waits behind it: state runs that wait for their turn, and jobs that wait for minions that are away.',
    examples: ['fleetctl jobs running', "fleetctl jobs running 'miner-*' --out json"],
    run: async (session, operands) => (await import('../jobs/running.js')).showRunning(session, operands[0]),
  },
  {
    name: 'jobs watch',
    operands: '<jid>',
    about:
      'Come back to a job that is going on: shows what it does and what came of it, as if it had been started here. Ctrl-C leaves it alone.',
    options: [detailedExitcode, phases],
    examples: [`fleetctl jobs watch ${jid}`, `fleetctl jobs watch ${jid} --phases`],
    run: async (session, operands) => (await import('../jobs/attach.js')).watchJob(session, operands[0] as string),
  },
  jobLogCommand,
  {
    name: 'jobs attach',
    operands: '<jid>',
    about:
      'The same with the job in the hand: on a terminal, Ctrl-C leaves after three seconds or with any key, and a second Ctrl-C asks whether to end the job.',
    options: [detailedExitcode, phases],
    examples: [`fleetctl jobs attach ${jid}`],
    run: async (session, operands) => (await import('../jobs/attach.js')).attachJob(session, operands[0] as string),
  },
  {
    name: 'jobs kill',
    operands: '<jid>',
    about:
      'End a job: minions that run it are told to end it, those that have not got it do not get it any more, and those that are away hear of it when they come back. Says what came of it on each.',
    options: [
      {
        flags: '--signal <name>',
        about:
          'TERM: it may finish in an orderly way; KILL: at once; any other (HUP, USR1) is sent to its processes, and the job goes on',
        fallback: 'TERM',
      },
    ],
    examples: [`fleetctl jobs kill ${jid}`, `fleetctl jobs kill ${jid} --signal KILL`],
    run: async (session, operands, options) =>
      (await import('../jobs/kill.js')).killJob(session, operands[0] as string, options),
  },
  {
    name: 'jobs rerun',
    operands: '<jid>',
    about:
      'Ask the same again, exactly: for whomever the target means now, with the tree and the pillar of now, as if it had been typed again.',
    options: [
      { flags: '--failed', about: 'for those alone that failed or were silent' },
      { flags: '--async', about: 'print the jid and leave' },
      { flags: '--queue', about: 'minions that are not connected get it when they come back' },
      { flags: '--yes-destroy', about: 'let states destroy what cannot be had back' },
      yes,
      detailedExitcode,
    ],
    examples: [
      `fleetctl jobs rerun ${jid}`,
      `fleetctl jobs rerun ${jid} --failed`,
      `fleetctl jobs rerun ${jid} -y --async`,
    ],
    run: async (session, operands, options) =>
      (await import('../jobs/rerun.js')).rerunJob(session, operands[0] as string, options),
  },
  {
    name: 'jobs cancel',
    operands: '<jid>',
    about: 'Withdraw a job from minions that have not got it: those that it is queued for. Whoever has it goes on.',
    examples: [`fleetctl jobs cancel ${jid}`],
    run: async (session, operands) => (await import('../jobs/cancel.js')).cancelJob(session, operands[0] as string),
  },
];
