import type { AccountsView, Host, PackagesView, ServicesView, ServiceStatus } from './host.js';
import { touching } from './recording.js';
import { unitName } from './unit-name.js';

/** What a run is going to look at, as far as it is known before. */
export interface Foreseen {
  readonly units?: readonly string[];
  /** Packages whose candidate versions will be asked for. */
  readonly candidates?: readonly string[];
}

export interface RememberingHost extends Host {
  /** Units are looked at from now on, all with one question; the first look at one of the packages looks at all of them. */
  foresee(what: Foreseen): void;
}

/** Milliseconds: units end, and people install, without asking us. */
const goodFor = 2_000;

/**
 * The same host for the length of one run: what it has seen of services, packages and accounts it need not ask for again. Whatever touches may change
 * anything (the script of a package makes accounts, a started unit starts others), so every touch forgets everything, and while one is under way nothing is
 * remembered. Files, commands and the network are always asked.
 */
export function rememberingHost(host: Host): RememberingHost {
  const memory = new Memory();
  const foreseen = { units: new Set<string>(), candidates: new Set<string>() };
  const { services, packages, accounts } = host;

  const remembered = {
    services: {
      status: async (name, options) => {
        if (options?.fresh) return services.status(name, options);
        return (await statusOf([name]))[0] as ServiceStatus;
      },
      statusOf,
      find: async (glob) => [...(await memory.recall(`find ${glob}`, () => services.find(glob)))],
    } satisfies Partial<ServicesView>,
    packages: {
      installed: () => memory.recall('installed', () => packages.installed()),
      held: () => memory.recall('held', () => packages.held()),
      candidate: async (name) => (await candidates([name])).get(name),
      candidates,
    } satisfies Partial<PackagesView>,
    accounts: {
      user: (name) => memory.recall(`user ${name}`, () => accounts.user(name)),
      group: (name) => memory.recall(`group ${name}`, () => accounts.group(name)),
      userById: (uid) => memory.recall(`uid ${uid}`, () => accounts.userById(uid)),
      groupById: (gid) => memory.recall(`gid ${gid}`, () => accounts.groupById(gid)),
      listUsers: async () => [...(await memory.recall('users', () => accounts.listUsers()))],
      listGroups: async () => [...(await memory.recall('groups', () => accounts.listGroups()))],
    } satisfies Partial<AccountsView>,
  };

  async function statusOf(names: readonly string[]): Promise<ServiceStatus[]> {
    const known = await memory.recallEach('unit', names.map(unitName), foreseen.units, (units) =>
      services.statusOf(units),
    );
    return known as ServiceStatus[];
  }

  async function candidates(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const versions = await memory.recallEach('candidate', names, foreseen.candidates, async (asked) => {
      const found = await packages.candidates(asked);
      return asked.map((name) => found.get(name));
    });
    return new Map(names.flatMap((name, index) => (versions[index] === undefined ? [] : [[name, versions[index]]])));
  }

  return Object.assign(
    withParts(host, (name, part) =>
      forgetting(
        part,
        touching[name as keyof typeof touching] ?? [],
        remembered[name as keyof typeof remembered] ?? {},
        memory,
      ),
    ),
    {
      foresee({ units = [], candidates: packageNames = [] }: Foreseen) {
        for (const unit of units) foreseen.units.add(unitName(unit));
        for (const name of packageNames) foreseen.candidates.add(name);
        // Asked while the first chunks look at files; whoever needs an answer that failed asks again and hears why.
        if (units.length > 0) statusOf(units).catch(() => undefined);
      },
    },
  );
}

class Memory {
  readonly #seen = new Map<string, { readonly at: number; readonly value: Promise<unknown> }>();
  #touches = 0;

  /** What an earlier look saw, or what this one sees. A look that failed is forgotten. */
  recall<T>(key: string, look: () => Promise<T>): Promise<T> {
    return this.#known<T>(key) ?? this.#keep(key, look());
  }

  /** The same for each name; what is not known is asked for at once, with all that will be asked for later. */
  async recallEach<T>(
    kind: string,
    names: readonly string[],
    foreseen: Iterable<string>,
    look: (names: readonly string[]) => Promise<readonly T[]>,
  ): Promise<(T | undefined)[]> {
    const known = new Map(names.map((name) => [name, this.#known<T>(`${kind} ${name}`)]));
    const asked = names.filter((name) => known.get(name) === undefined);
    if (asked.length > 0) {
      const ahead = this.#touches > 0 ? [] : [...foreseen].filter((name) => !this.#known(`${kind} ${name}`));
      const all = [...new Set([...asked, ...ahead])];
      const looked = look(all);
      for (const [index, name] of all.entries())
        known.set(
          name,
          this.#keep(
            `${kind} ${name}`,
            looked.then((answers) => answers[index] as T),
          ),
        );
    }
    return Promise.all(names.map(async (name) => known.get(name)));
  }

  async touch<T>(act: () => Promise<T>): Promise<T> {
    this.#touches += 1;
    this.#seen.clear();
    try {
      return await act();
    } finally {
      this.#touches -= 1;
      this.#seen.clear();
    }
  }

  #known<T>(key: string): Promise<T> | undefined {
    const known = this.#seen.get(key);
    return known && performance.now() - known.at < goodFor ? (known.value as Promise<T>) : undefined;
  }

  #keep<T>(key: string, value: Promise<T>): Promise<T> {
    // What is seen while something is being done may be of before or of after.
    if (this.#touches === 0) this.#seen.set(key, { at: performance.now(), value });
    value.catch(() => {
      if (this.#seen.get(key)?.value === value) this.#seen.delete(key);
    });
    return value;
  }
}

function withParts(host: Host, part: <Part extends object>(name: string, original: Part) => Part): Host {
  return {
    files: part('files', host.files),
    services: part('services', host.services),
    packages: part('packages', host.packages),
    accounts: part('accounts', host.accounts),
    commands: part('commands', host.commands),
    network: part('network', host.network),
    machine: part('machine', host.machine),
  };
}

/** A part of the host whose touches forget what was seen, and whose looks are the remembering ones where there are such. */
function forgetting<Part extends object>(part: Part, touches: readonly string[], looks: object, memory: Memory): Part {
  return new Proxy(part, {
    get(target, key) {
      if (Object.hasOwn(looks, key)) return Reflect.get(looks, key) as unknown;
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return touches.includes(String(key))
        ? (...given: unknown[]) => memory.touch(() => Reflect.apply(member, target, given) as Promise<unknown>)
        : (member.bind(target) as unknown);
    },
  });
}
