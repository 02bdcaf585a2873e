/** What a minion's host holds when all is quiet, as JSON; read only. Run on the host by its own node. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const home = '/var/lib/fleet/minion';
const list = (folder) => (existsSync(folder) ? readdirSync(folder, { withFileTypes: true, recursive: true }) : []);
const files = (folder) =>
  list(folder)
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
const lines = (file) => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []);

const isJson = (file) => {
  try {
    JSON.parse(readFileSync(file, 'utf8'));
    return true;
  } catch {
    return false;
  }
};

/** What writers that were killed leave beside the file that they replace. */
const isTemporary = (file) => /(\.tmp|\.new|\/part-[^/]+|\/\.fleet-[^/]+)$/.test(file);

function managedText(file) {
  const rows = readFileSync(file, 'utf8').split('\n');
  const last = rows.pop();
  const [name, of] = (rows[0] ?? '').split(' ');
  const total = Number(of?.split('/')[1]);
  const whole =
    last === '' &&
    rows.length === total &&
    rows.every((row, index) => row.startsWith(`${name} ${index + 1}/${total} `));
  return { file, whole, ...(!whole && { lines: rows.length, of: `${name} ${of}` }) };
}

const jsonFolders = [join(home, 'outbox'), join(home, 'journal'), join(home, 'identity')];
const named = (folder) =>
  files(folder)
    .map((file) => file.split('/').at(-1))
    .filter((name) => /^\d{20}\.json$/.test(name))
    .map((name) => name.slice(0, 20));
const managed = files('/srv/chaos');

process.stdout.write(
  JSON.stringify({
    effects: lines('/var/lib/fleet-chaos/effects').map((line) => {
      const [operation, mark] = line.split(' ');
      return { operation, mark };
    }),
    seenHalf: lines('/var/lib/fleet-chaos/halves'),
    outbox: named(join(home, 'outbox')),
    journal: named(join(home, 'journal')),
    managed: managed.filter((file) => /\/text-\d$/.test(file)).map(managedText),
    halves: [
      ...jsonFolders.flatMap(files).filter((file) => file.endsWith('.json') && !isTemporary(file) && !isJson(file)),
      ...files('/var/cache/fleet/minion/blobs').filter(
        (file) =>
          /\/[0-9a-f]{64}$/.test(file) &&
          createHash('sha256').update(readFileSync(file)).digest('hex') !== file.slice(-64),
      ),
      ...lines(join(home, 'ledger/seen'))
        .filter((line) => !/^\d{20} \d{1,16}( .*)?$/.test(line))
        .map((line) => `${home}/ledger/seen: ${line}`),
    ],
    temporary: [
      ...[home, '/var/cache/fleet/minion'].flatMap(files).filter(isTemporary),
      ...managed.filter((file) => !/\/(text-\d|serial)$/.test(file)),
    ],
    processes: readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        try {
          const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
          return /(^|\/| )effect op-|state\.apply/.test(words) ? [`${pid} ${words}`] : [];
        } catch {
          return [];
        }
      }),
  }),
);
