import { HostRefusal, type Host } from './host.js';

/** One attempt to touch the machine, whether or not it succeeded. */
export interface Touch {
  /** Part and method: `services.start`, `files.write`, `commands.run`. */
  readonly action: string;
  /** What it was done to: a path, a unit, the packages, the command. */
  readonly subject: string;
  readonly args: readonly unknown[];
}

export interface RecordingHost extends Host {
  /** In order. */
  readonly touched: readonly Touch[];
  /** `action subject`, for short expectations: `services.start nginx`. */
  readonly touches: readonly string[];
  forgetTouches(): void;
  /** From now on this touch is refused with that code: `refuse('files.write', '/etc/motd', 'ENOSPC')`. */
  refuse(action: string, subject: string, code: string, message?: string): void;
  /** From now on every touch is refused with that code, as by a disk that is full or may not be written. */
  refuseAll(code: string): void;
}

/** Every method that touches. What is not here only looks. */
export const touching = {
  files: [
    'write',
    'makeDirectory',
    'symlink',
    'link',
    'setOwnership',
    'setTimes',
    'rename',
    'copy',
    'remove',
    'withScratch',
  ],
  services: [
    'start',
    'stop',
    'restart',
    'reload',
    'enable',
    'disable',
    'mask',
    'unmask',
    'resetFailed',
    'reloadManager',
  ],
  packages: ['refresh', 'install', 'remove', 'upgrade', 'removeUnneeded', 'hold', 'unhold'],
  accounts: ['addUser', 'changeUser', 'removeUser', 'setPassword', 'addGroup', 'changeGroup', 'removeGroup'],
  commands: ['run'],
  network: ['request'],
  machine: ['setEnvironment'],
} as const satisfies { [Part in keyof Host]?: readonly (keyof Host[Part])[] };

/** The same host, with a log of what is done to it. */
export function recordingHost(host: Host): RecordingHost {
  const touched: Touch[] = [];
  const refusals = new Map<string, HostRefusal>();
  let forAll: string | undefined;

  function recorded<T extends object>(name: string, part: T, methods: readonly string[]): T {
    const recordedMethods = new Map<unknown, unknown>();
    for (const method of methods) {
      const original = (part as Record<string, (...args: unknown[]) => Promise<unknown>>)[method];
      recordedMethods.set(method, async (...args: unknown[]) => {
        const touch = { action: `${name}.${method}`, subject: subjectOf(args[0]), args };
        touched.push(touch);
        const refusal = refusals.get(line(touch));
        if (refusal) throw refusal;
        if (forAll !== undefined) throw new HostRefusal(forAll, `${line(touch)}: refused`, { subject: touch.subject });
        return original?.apply(part, args);
      });
    }
    return new Proxy(part, {
      get(target, key) {
        const value: unknown = recordedMethods.get(key) ?? Reflect.get(target, key);
        // Bound to the part itself: what it does inside (a probe that is a run) is nobody's touch.
        return typeof value === 'function' && !recordedMethods.has(key) ? (value.bind(target) as unknown) : value;
      },
    });
  }

  return {
    files: recorded('files', host.files, touching.files),
    services: recorded('services', host.services, touching.services),
    packages: recorded('packages', host.packages, touching.packages),
    accounts: recorded('accounts', host.accounts, touching.accounts),
    commands: recorded('commands', host.commands, touching.commands),
    network: recorded('network', host.network, touching.network),
    machine: recorded('machine', host.machine, touching.machine),
    touched,
    get touches() {
      return touched.map(line);
    },
    forgetTouches: () => void touched.splice(0),
    refuse(action, subject, code, message = `${action} ${subject}: refused`) {
      refusals.set(line({ action, subject }), new HostRefusal(code, message, { subject }));
    },
    refuseAll(code) {
      forAll = code;
    },
  };
}

function line({ action, subject }: Pick<Touch, 'action' | 'subject'>): string {
  return `${action} ${subject}`.trim();
}

function subjectOf(first: unknown): string {
  if (Array.isArray(first)) return first.join(' ');
  // Variables by their names: what they hold may be a secret.
  if (typeof first === 'object' && first !== null) return Object.keys(first).join(' ');
  return typeof first === 'string' ? first : '';
}
