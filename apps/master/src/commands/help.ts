import type { Command } from 'commander';
import { nearMatch } from '@fleet/diagnostics';

/** Of the commands that say nothing else behind their options: how they are typed. */
const examples: Readonly<Record<string, readonly string[]>> = {
  init: [
    'fleet-master init --listen 10.0.0.1:4222 --server nats://10.0.0.1:4222   # encrypted: others reach it',
    'fleet-master init --root /tmp/try --listen 127.0.0.1:0 --file-root states --pillar-root pillar',
    'fleet-master init --external --server tls://nats.example.net:4222',
  ],
  run: ['fleet-master run', 'fleet-master run --root /tmp/try', 'fleet-master   # the same as fleet-master run'],
  'operator add': ['fleet-master operator add alice --role viewer --output alice.json'],
  'operator renew': ['fleet-master operator renew admin   # after its credentials have expired'],
  'operator list': ['fleet-master operator list'],
  audit: ['fleet-master audit verify'],
  token: ['fleet-master token create --uses 10 --lifetime 1h'],
  'token create': [
    'fleet-master token create',
    'fleet-master token create --uses 10 --lifetime 1h',
    "fleet-master token create --ids 'miner-*' --accept --name rack4 --lifetime 2h",
  ],
  keys: ['fleet-master keys list', 'fleet-master keys rotate signing'],
  'keys list': ['fleet-master keys list', 'fleet-master keys list --out json'],
  tls: ['fleet-master tls init'],
  'tls init': ['fleet-master tls init && systemctl restart fleet-master'],
  backup: ['fleet-master backup create', 'fleet-master backup list', 'fleet-master backup verify newest'],
  store: ['fleet-master store compare /tmp/second.db'],
  pillar: ['printf %s "$KEY" | fleet-master pillar encrypt --yaml-indent 6', 'fleet-master pillar key'],
  'pillar key': ['fleet-master pillar key'],
  'pillar encrypt': [
    'printf %s "$KEY" | fleet-master pillar encrypt --yaml-indent 6',
    'fleet-master pillar encrypt key.pem --keep-newline --yaml-indent 4',
  ],
  'pillar decrypt': [
    'fleet-master pillar decrypt pillar/cortensord/nodes.sls',
    'fleet-master pillar decrypt - < value.age',
  ],
};

/** Examples for each command, and behind each mistake the help that is about it. */
export function completeHelp(program: Command): void {
  for (const group of program.commands) {
    complete(group, group.name());
    for (const command of group.commands) complete(command, `${group.name()} ${command.name()}`);
  }
}

function complete(command: Command, path: string): void {
  const lines = examples[path];
  if (lines) command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  command.showHelpAfterError(`(fleet-master ${path} --help shows how it is used)`);
}

/** Commander begins with "error: "; whoever reads a log wants to know whose. */
export function ownErrors(text: string, write: (text: string) => void): void {
  write(text.replace(/^error: /, 'fleet-master: '));
}

/** Without a command it is `run`, which takes no words: one that is no command would be told that it is one too many. */
export function refuseWords(program: Command, [word]: readonly string[]): void {
  if (word === undefined) return;
  const meant = nearMatch(
    word,
    program.commands.map((command) => command.name()),
  );
  const suggestion = meant === undefined ? 'fleetctl has those that ask a running master' : `did you mean ${meant}?`;
  program.error(`error: there is no command "${word}"; ${suggestion}`);
}
