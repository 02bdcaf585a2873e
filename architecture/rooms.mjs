/**
 * The one table of rooms. A room imports only rooms of a lower level, and only through their door (`src/index.ts`);
 * `build/` derives the TypeScript paths, the Jest aliases and the dependency-cruiser rules from it.
 */
export const rooms = {
  // level 0: know nothing of each other
  values: { level: 0, about: 'the data of templates, pillar and grains: exact integers, ordered maps, exact JSON' },
  diagnostics: { level: 0, about: 'what the user wrote wrong, with places, excerpts and near matches' },
  protocol: { level: 0, about: 'messages, subjects, permissions, jids' },
  platform: { level: 0, about: 'the only hands: files, services, packages, accounts, commands, network, machine' },
  schedule: { level: 0, about: 'when something is due: intervals, cron, splay, what was missed' },
  telemetry: { level: 0, about: 'logger and the one redaction door' },
  // level 1
  arguments: { level: 1, about: 'declared arguments of functions and states, checked with class-validator' },
  config: { level: 1, about: 'configuration files of master, minion and fleetctl, and the directories under --root' },
  output: {
    level: 1,
    about: 'what a function answered, as people and programs read it: highstate, nested, YAML, JSON',
  },
  options: {
    level: 1,
    about: 'single values of ini, toml, json and yaml files, read and set in place: comments and order stay',
  },
  rendering: { level: 1, about: 'the Jinja-faithful dialect on Nunjucks, and YAML with positions' },
  targeting: { level: 1, about: 'target expressions: parse and match' },
  identity: { level: 1, about: 'nkeys, JWTs, seals, signatures, replay ledger' },
  jobs: { level: 1, about: 'the job store on SQLite' },
  fileserver: { level: 1, about: 'content-addressed state trees: manifest, blobs, cache' },
  grains: { level: 1, about: 'facts of the machine, one file each' },
  storage: { level: 1, about: 'what is mounted, fstab line by line, swap, devices and what they hold' },
  containers: { level: 1, about: 'docker and compose: command lines, and their answers of every version as one' },
  // level 2
  bus: {
    level: 2,
    about: 'the only importer of nats: connections, guarded subscriptions, streams, operator-mode set-up',
  },
  web: { level: 2, about: 'one question to a web server as authors write it, and what they expect of the answer' },
  pillar: { level: 2, about: 'the pillar compiler; the master and masterless runs only' },
  edits: { level: 2, about: 'edits of text files, the difference that one may see, and where the old content is kept' },
  // level 3
  execution: { level: 3, about: 'execution functions' },
  states: { level: 3, about: 'state functions' },
  // level 4
  highstate: { level: 4, about: 'the state compiler and runner' },
  // level 5
  lint: { level: 5, about: 'what is wrong with a fleet: every SLS and pillar of every minion compiled, and compared' },
};

export const apps = {
  fleetctl: { forbidden: ['platform', 'states', 'execution', 'highstate', 'pillar', 'jobs', 'arguments', 'lint'] },
  master: { forbidden: ['platform', 'states', 'execution', 'highstate', 'grains', 'lint'] },
  minion: { forbidden: ['jobs', 'lint'] },
  // A thread of the master that compiles what minions would; it gets data and answers with data.
  lint: { forbidden: ['bus', 'jobs', 'identity'] },
  // A thread of the master that brings events to web servers and programs; it gets them as data.
  sinks: {
    forbidden: ['bus', 'jobs', 'identity', 'config', 'rendering', 'pillar', 'states', 'execution', 'highstate', 'lint'],
  },
};

/** Packages, and the only places that may import them. */
export const soleImporters = {
  nats: ['libs/bus'],
  'better-sqlite3': ['libs/jobs'],
  nunjucks: ['libs/rendering'],
  ajv: ['libs/pillar'],
  yaml: ['libs/options', 'libs/config', 'libs/output', 'apps/fleetctl'],
  '@decimalturn/toml-patch': ['libs/options'],
  // When something is due, and when the master makes its backups.
  croner: ['libs/schedule', 'apps/master'],
  // Values of the pillar, and the keys in a backup, which are a seal like those of identity.
  'age-encryption': ['libs/pillar', 'libs/identity'],
  execa: ['libs/platform'],
  '@nestjs/*': ['apps/master'],
};
