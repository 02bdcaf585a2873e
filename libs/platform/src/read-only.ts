import type { Host, HostView } from './host.js';

/** The looking half of a host, at run time too: what it returns has no method that touches. */
export function readOnly(host: Host | HostView): HostView {
  const { files, services, packages, accounts, commands } = host;
  return {
    files: {
      stat: (path) => files.stat(path),
      statTarget: (path) => files.statTarget(path),
      read: (path, options) => files.read(path, options),
      list: (path) => files.list(path),
      hash: (path, algorithm) => files.hash(path, algorithm),
    },
    services: {
      suits: () => services.suits(),
      status: (name) => services.status(name),
      statusOf: (names) => services.statusOf(names),
      find: (glob) => services.find(glob),
      show: (name, properties) => services.show(name, properties),
    },
    packages: {
      suits: () => packages.suits(),
      installed: () => packages.installed(),
      candidate: (name) => packages.candidate(name),
      held: () => packages.held(),
      refreshed: () => packages.refreshed(),
    },
    accounts: {
      user: (name) => accounts.user(name),
      group: (name) => accounts.group(name),
      userById: (uid) => accounts.userById(uid),
      groupById: (gid) => accounts.groupById(gid),
      listUsers: () => accounts.listUsers(),
      listGroups: () => accounts.listGroups(),
      password: (name) => accounts.password(name),
    },
    commands: {
      which: (program) => commands.which(program),
      probe: (command, options) => commands.probe(command, options),
    },
    network: host.network,
    machine: host.machine,
  };
}
