/**
 * `npm run new state service.masked`, `npm run new function service.mask`: the files of a new state or execution function — arguments,
 * definition, spec — and its row in the table of its module. Existing files are never touched over.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { addDefinition, addModule } from './new-row.mjs';
import { newFiles } from './new-files.mjs';
import { at, top } from './place.mjs';

const rooms = { state: 'libs/states/src', function: 'libs/execution/src' };

const [kind, name, ...rest] = process.argv.slice(2);
if (!(kind in rooms) || !/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/.test(name ?? '') || rest.length > 0) {
  console.error('Usage: npm run new state|function MODULE.NAME, as in: npm run new state service.masked');
  process.exit(2);
}

const room = at(rooms[kind]);
const [module] = name.split('.');
const files = newFiles(kind, name);
const existing = [...files.keys()].filter((file) => existsSync(path.join(room, file)));
if (existing.length > 0) {
  console.error(`${name} exists already: ${existing.map((file) => path.join(rooms[kind], file)).join(', ')}`);
  process.exit(1);
}

await mkdir(path.join(room, module), { recursive: true });
for (const [file, text] of files) await write(path.join(room, file), text);

const moduleTable = path.join(room, module, 'table.ts');
const present = existsSync(moduleTable) ? await readFile(moduleTable, 'utf8') : undefined;
await write(moduleTable, addDefinition(present, kind, name));
if (present === undefined) {
  const roomTable = path.join(room, 'table.ts');
  await write(roomTable, addModule(await readFile(roomTable, 'utf8'), kind, module));
}

console.log(`\nFill in what says TODO, then: npm run jest -- ${rooms[kind]}/${module} && node build/docs.mjs`);

async function write(file, text) {
  await writeFile(file, text);
  console.log(path.relative(top, file));
}
