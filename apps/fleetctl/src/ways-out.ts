import type { ApprovalWanted, Fault, FaultCode } from '@fleet/protocol';

/** What was asked for, as far as the way out goes by it. */
export interface Asked {
  /** Of a call. */
  readonly function?: string;
  /** Of a command: `jobs`, where there is a `jobs list`. */
  readonly listed?: string;
}

/** What to do about each of the master's refusals and each fault of a minion. A new one does not compile without. */
const ways: Readonly<Record<FaultCode, (asked: Asked) => string>> = {
  malformed: () => 'fleetctl doctor compares the versions of fleetctl and master',
  'too-large': () =>
    'give less at once: what is large goes into the state tree, and minions fetch it (cp.get_file, file.managed)',
  'unknown-function': () => 'fleetctl doc --list shows what there is',
  'unknown-method': () => 'the master is of another version; fleetctl doctor compares them',
  'bad-arguments': ({ function: called, listed }) =>
    called === undefined
      ? `fleetctl help ${listed ?? 'COMMAND'} shows how it is used`
      : `fleetctl doc ${called} shows what it takes`,
  'bad-target': () => 'fleetctl --help shows the ways to name minions, with examples',
  'no-match': () => 'fleetctl status shows the minions that there are',
  'not-allowed': () =>
    'fleetctl operator list shows who holds which roles; an admin gives others: fleetctl operator roles NAME ROLES',
  'confirmation-required': () => '--yes confirms it; on a terminal you are asked',
  'approval-required': () => 'fleetctl approval list shows what waits for a yes',
  'not-found': ({ listed }) =>
    listed === undefined ? 'fleetctl help shows what there is' : `fleetctl ${listed} list shows what there is`,
  conflict: ({ listed }) =>
    listed === undefined
      ? 'look at it as it is now, and ask again'
      : `look at it as it is now, and ask again: fleetctl ${listed} list`,
  'compile-failed': () => 'fleetctl lint shows everything that does not compile, and where',
  'pillar-failed': () => 'fleetctl lint shows everything that does not compile, and where',
  busy: () => 'fleetctl status shows what runs; ask again when it has ended',
  timeout: () => 'fleetctl doctor says who is slow or away; --timeout SECONDS gives minions more time',
  interrupted: () => 'look at how the machine is now, then run it again: it may have been done in part',
  expired: () => 'fleetctl doctor compares the clocks',
  replayed: () => 'ask again: a request is good once',
  'not-for-me': () => 'ask again; fleetctl key list shows whether the minion has a new key',
  'bad-signature': () =>
    'fleetctl doctor says whom this profile asks; where the fleet was made anew, fleetctl login TOKEN --replace',
  superseded: () => 'a newer job took its place; fleetctl jobs list shows it',
  disabled: () => 'the configuration of that minion forbids it: /etc/fleet/minion.yaml there',
  draining: () => 'fleetctl TARGET minion.resume lets it take on work again',
  dropped: () => 'run it again with less output, or write it to a file and fetch that (cp.push)',
  unavailable: () => 'fleetctl doctor says where it ends',
  internal: () =>
    'journalctl -u fleet-master -n 50, on the master (of a minion: -u fleet-minion, there), has the details',
};

/** The next step; `undefined` where the fault says one itself. */
export function wayOut({ code, message, details }: Fault, asked: Asked): string | undefined {
  if (code === 'approval-required') {
    const { id } = (details ?? {}) as Partial<ApprovalWanted>;
    if (typeof id === 'string' && /^[0-9a-f]{10}$/.test(id))
      return `an approver: fleetctl approval approve ${id}; what became of it: fleetctl approval show ${id}`;
  }
  if (/\bfleet(?:ctl|-master|-minion) |did you mean|--yes|would allow it|--list-checks/.test(message)) return undefined;
  // A master of a later version may refuse with a code that is not known here.
  return Object.hasOwn(ways, code) ? ways[code](asked) : ways.malformed(asked);
}
