import { createHash } from 'node:crypto';
import { open, rename, unlink } from 'node:fs/promises';
import { formatMoment } from '@fleet/output';
import { exitCodes, type ArtifactRow } from '@fleet/protocol';
import { UsageProblem } from '../command-line/target.js';
import { byId } from '../output/returns.js';
import { formatTable } from '../output/table.js';
import type { MasterLink } from '../master-link.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';

export async function listArtifacts(session: Session, minion: string | undefined): Promise<number> {
  const artifacts = (await listed(await session.master(), minion)).sort(
    (a, b) => byId(a.minion, b.minion) || (a.path < b.path ? -1 : 1),
  );
  if (await showAsData(session, { artifacts })) return exitCodes.ok;
  const rows = artifacts.map(({ minion: id, path, size, secret, stored }) => [
    ...[id, path, String(size), secret ? 'secret' : '', formatMoment(stored)],
  ]);
  const headings = ['MINION', 'PATH', 'BYTES', 'SECRET', 'STORED'];
  session.terminal.answer(rows.length === 0 ? 'no artifacts' : formatTable(headings, rows, session.terminal.paint));
  return exitCodes.ok;
}

async function listed(master: MasterLink, minion: string | undefined): Promise<ArtifactRow[]> {
  const rows: ArtifactRow[] = [];
  for (;;) {
    const last = rows.at(-1);
    const { artifacts, more } = await master.ask('artifact_list', {
      ...(minion !== undefined && { minion }),
      ...(last && { after: { minion: last.minion, path: last.path } }),
    });
    rows.push(...artifacts);
    if (more !== true || artifacts.length === 0) return rows;
  }
}

/** To standard output as it is, or into a file that appears whole or not at all. */
export async function getArtifact(
  session: Session,
  [minion = '', path = '']: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const content = await fetched(session, minion, path, options['showSecrets'] === true);
  if (typeof options['to'] === 'string') {
    await written(options['to'], content);
    session.terminal.note(`${content.length} bytes are in ${options['to']}`);
  } else await new Promise<void>((resolve) => process.stdout.write(content, () => resolve()));
  return exitCodes.ok;
}

export async function removeArtifact(session: Session, [minion = '', path = '']: readonly string[]): Promise<number> {
  await (await session.master()).ask('artifact_remove', { minion, path });
  session.terminal.answer(`deleted ${path} of ${minion}`);
  return exitCodes.ok;
}

async function fetched(session: Session, minion: string, path: string, secrets: boolean): Promise<Buffer> {
  const master = await session.master();
  // One that is replaced meanwhile is fetched anew; twice is enough to say that it never rests.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const parts: Buffer[] = [];
    let announced: { size: number; sha256: string };
    let have = 0;
    do {
      const answer = await master.ask('artifact_get', { minion, path, offset: have, ...(secrets && { secrets }) });
      const part = Buffer.from(answer.data, 'base64');
      announced = answer;
      parts.push(part);
      have += part.length;
      if (part.length === 0) break;
    } while (have < announced.size);
    const content = Buffer.concat(parts);
    if (createHash('sha256').update(content).digest('hex') === announced.sha256) return content;
  }
  throw new UsageProblem(`${path} of ${minion} changes while it is fetched; try again`);
}

async function written(file: string, content: Buffer): Promise<void> {
  const temporary = `${file}.${process.pid}.part`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw new UsageProblem(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
