import type { Host } from '../host.js';
import { LinuxAccounts } from './accounts.js';
import { LinuxCommands } from './commands.js';
import { LinuxFiles } from './files.js';
import { LinuxMachine } from './machine.js';
import { LinuxNetwork } from './network.js';
import { LinuxPackages } from './packages.js';
import { LinuxServices } from './services.js';
import { defaultPath, Tools } from './tools.js';

export interface LinuxHostOptions {
  /** Where programs are looked for, and the PATH of what is run. */
  readonly path?: string;
}

export interface LinuxHost extends Host {
  /** Processes that this host has started so far. */
  readonly spawns: number;
}

/** The machine that this process runs on (Debian and its kin, with systemd). */
export function linuxHost(options: LinuxHostOptions = {}): LinuxHost {
  const tools = new Tools(options.path ?? defaultPath);
  const accounts = new LinuxAccounts(tools);
  const machine = new LinuxMachine();
  return {
    files: new LinuxFiles(),
    services: new LinuxServices(tools),
    packages: new LinuxPackages(tools),
    accounts,
    commands: new LinuxCommands(tools, accounts, machine.given),
    network: new LinuxNetwork(),
    machine,
    get spawns() {
      return tools.spawns;
    },
  };
}
