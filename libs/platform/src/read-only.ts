import type { Host, HostView } from './host.js';

/** The looking half of a host, at run time too: what it returns has no method that touches. */
export function readOnly(host: Host | HostView): HostView {
  const { files, services, packages, accounts, commands, network, machine } = host;
  return {
    files: {
      stat: (path) => files.stat(path),
      statTarget: (path) => files.statTarget(path),
      read: (path, options) => files.read(path, options),
      open: (path, options) => files.open(path, options),
      list: (path) => files.list(path),
      hash: (path, algorithm) => files.hash(path, algorithm),
      space: (path) => files.space(path),
    },
    services: {
      suits: () => services.suits(),
      status: (name, options) => services.status(name, options),
      statusOf: (names) => services.statusOf(names),
      find: (glob) => services.find(glob),
      show: (name, properties) => services.show(name, properties),
      showOf: (names, properties) => services.showOf(names, properties),
    },
    packages: {
      suits: () => packages.suits(),
      installed: () => packages.installed(),
      candidate: (name) => packages.candidate(name),
      candidates: (names) => packages.candidates(names),
      held: () => packages.held(),
      names: () => packages.names(),
      wouldUpgrade: (options) => packages.wouldUpgrade(options),
      wouldRemoveUnneeded: () => packages.wouldRemoveUnneeded(),
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
    network: {
      hostname: () => network.hostname(),
      fqdn: () => network.fqdn(),
      interfaces: () => network.interfaces(),
      resolve: (name) => network.resolve(name),
      fetch: (url, options) => network.fetch(url, options),
      connect: (name, port, options) => network.connect(name, port, options),
      look: (url, options) => network.look(url, options),
    },
    machine: {
      kernel: machine.kernel,
      processId: machine.processId,
      osRelease: () => machine.osRelease(),
      uptime: () => machine.uptime(),
      load: () => machine.load(),
      memory: () => machine.memory(),
      cpus: () => machine.cpus(),
      environment: () => machine.environment(),
    },
  };
}
