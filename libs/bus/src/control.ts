import { isIP } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerTrust } from '@fleet/protocol';
import { connectBus } from './connect.js';
import { BusError, type Bus, type BusTrouble } from './definition.js';
import { type ControlLink, type PresenceEvent, type Trust } from './trust-definition.js';
import { accountNames, accountOf } from './trust-files.js';

export interface ControlOptions {
  readonly trust: Trust;
  readonly servers: readonly string[];
  readonly tls?: ServerTrust | undefined;
  readonly onTrouble?: (trouble: BusTrouble) => void;
}

/** Connections that one answer of the server lists. */
const page = 1000;

/** Milliseconds that a revocation waits for a lost connection. */
const patience = 10_000;

/** Milliseconds after which a server that did not take the accounts is asked again. */
const pushAgain = 1_000;

/** @throws BusError `unreachable`, `not-allowed` */
export async function connectControl({ trust, ...options }: ControlOptions): Promise<ControlLink> {
  const bus = await connectBus({
    ...trust.own('system'),
    ...options,
    name: 'fleet-master (control)',
    persistent: true,
  });
  const watched = ['FLEET', 'ENROL'] as const;
  let wasDown = false;
  bus.onStatus((status) => {
    // An external server may have missed revocations meanwhile, or may have been restored to an older state.
    if (status.state === 'up' && wasDown) void pushUntilTaken();
    wasDown = status.state === 'down';
  });

  async function push(account: keyof Trust['accounts']): Promise<void> {
    const answer = (await bus.request('$SYS.REQ.CLAIMS.UPDATE', Buffer.from(trust.accountJwt(account)))) as {
      data?: { code?: number };
      error?: { description?: string };
    } | null;
    if (answer?.data?.code !== 200)
      throw new BusError('refused', 'the server does not take the account', {
        account,
        description: answer?.error?.description,
      });
  }

  async function pushAll(): Promise<void> {
    for (const account of accountNames) await push(account);
  }

  /** Our own connection may stand on a key that the account which is pushed lets go of: the server drops us then, and has taken it. */
  async function pushThrough(): Promise<void> {
    try {
      await pushAll();
    } catch (error) {
      if (!(error instanceof BusError) || error.code !== 'disconnected') throw error;
      await untilConnected(bus);
      await pushAll();
    }
  }

  /** Somebody who was revoked meanwhile is let in until the server has heard of it. */
  async function pushUntilTaken(): Promise<void> {
    while (bus.connected) {
      try {
        return await pushAll();
      } catch (error) {
        options.onTrouble?.({ code: 'connection', message: 'the server does not take the accounts', error });
      }
      await sleep(pushAgain, undefined, { ref: false });
    }
  }

  return {
    async revoke(role, ...publicKeys) {
      for (const publicKey of publicKeys) await trust.recordRevocation(role, publicKey);
      await untilConnected(bus);
      await push(accountOf(role));
    },
    async reinstate(account, ...keys) {
      for (const { publicKey, since } of keys) await trust.liftRevocation(account, publicKey, since);
      await untilConnected(bus);
      await push(account);
    },
    pushAccounts: pushThrough,
    watchPresence(listener) {
      const subscriptions = watched.flatMap((account) =>
        (['CONNECT', 'DISCONNECT'] as const).map((what) =>
          bus.subscribe(`$SYS.ACCOUNT.${trust.accounts[account]}.${what}`, (message) => {
            const event = presenceEvent(account, what, message.json());
            if (event) listener(event);
          }),
        ),
      );
      return () => {
        for (const subscription of subscriptions) subscription.stop();
      };
    },
    connections: (account) => connections(bus, trust.accounts[account]),
    addressOf: (account, asker) => addressOf(bus, trust.accounts[account], asker),
    close: () => bus.close(),
  };
}

interface ServerEvent {
  readonly timestamp?: string;
  readonly reason?: string;
  readonly client?: { readonly user?: string; readonly host?: string };
}

function presenceEvent(
  account: 'FLEET' | 'ENROL',
  what: 'CONNECT' | 'DISCONNECT',
  body: unknown,
): PresenceEvent | undefined {
  const { timestamp, reason, client } = (body ?? {}) as ServerEvent;
  if (typeof client?.user !== 'string') return undefined;
  const at = Date.parse(timestamp ?? '');
  return {
    event: what === 'CONNECT' ? 'connected' : 'disconnected',
    account,
    key: client.user,
    host: client.host ?? '',
    ...(what === 'DISCONNECT' && reason !== undefined ? { reason } : {}),
    at: Number.isNaN(at) ? Date.now() : at,
  };
}

/** A server that restarts is back within seconds. @throws BusError `disconnected` */
function untilConnected(bus: Bus): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(new BusError('disconnected', 'there is no connection to the bus')), patience);
    let stop = (): void => undefined;
    let over = false;
    const finish = (error?: BusError): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      queueMicrotask(() => stop());
      if (error) reject(error);
      else resolve();
    };
    stop = bus.onStatus((status) => {
      if (status.state === 'up') finish();
    });
  });
}

async function connections(bus: Bus, account: string): Promise<{ key: string; since: number }[]> {
  const found: { key: string; since: number }[] = [];
  for (let offset = 0; ; offset += page) {
    const answer = (await bus.request(`$SYS.REQ.ACCOUNT.${account}.CONNZ`, {
      auth: true,
      acc: account,
      offset,
      limit: page,
    })) as {
      data?: { total?: number; connections?: { authorized_user?: string; start?: string }[] };
      error?: { description?: string };
    };
    if (!answer.data)
      throw new BusError('refused', 'the server does not list its connections', {
        description: answer.error?.description,
      });
    const rows = answer.data.connections ?? [];
    for (const row of rows) found.push({ key: row.authorized_user ?? '', since: Date.parse(row.start ?? '') || 0 });
    if (rows.length === 0 || found.length >= (answer.data.total ?? 0)) return found;
  }
}

/** Several connections may share a key; only one of them listens to this inbox, whose name others cannot guess. */
async function addressOf(
  bus: Bus,
  account: string,
  { key, inbox }: { readonly key: string; readonly inbox: string },
): Promise<string | undefined> {
  if (!inbox.startsWith(`_INBOX.${key}.`)) return undefined;
  const answer = (await bus.request(
    `$SYS.REQ.ACCOUNT.${account}.CONNZ`,
    { auth: true, acc: account, user: key, filter_subject: inbox, limit: 2 },
    { timeout: 5_000 },
  )) as { data?: { connections?: { ip?: unknown }[] } } | null;
  const [found, ...more] = answer?.data?.connections ?? [];
  return more.length === 0 && typeof found?.ip === 'string' && isIP(found.ip) !== 0 ? found.ip : undefined;
}
