import type { Host } from '../host.js';

/** A host to try, and a directory on it that is the case's own. */
export type MakeHost = () => Promise<{
  readonly host: Host;
  readonly directory: string;
  /** Where the host finds the web server of the network's cases (`web-site.ts`); without, one is started for them. */
  readonly site?: string;
  dispose(): Promise<void>;
}>;

/** One promise of the interfaces; `run` throws an AssertionError where it is broken. */
export interface ContractCase {
  readonly name: string;
  run(): Promise<void>;
}

/**
 * What every host promises, part by part, as cases that any test runner can run. They are loaded when they are asked for.
 * `services`, `packages` and `accounts` change the machine: run them on machines that were made for it.
 */
export const contracts = {
  files: async (make: MakeHost) => (await import('./files.contract.js')).filesContract(make),
  commands: async (make: MakeHost) => (await import('./commands.contract.js')).commandsContract(make),
  services: async (make: MakeHost) => (await import('./services.contract.js')).servicesContract(make),
  accounts: async (make: MakeHost) => (await import('./accounts.contract.js')).accountsContract(make),
  network: async (make: MakeHost) => (await import('./network.contract.js')).networkContract(make),
  machine: async (make: MakeHost) => (await import('./machine.contract.js')).machineContract(make),
  packages: async (make: MakeHost) => (await import('./packages.contract.js')).packagesContract(make),
} satisfies Record<string, (make: MakeHost) => Promise<ContractCase[]>>;
