import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Trust } from '@fleet/bus';
import { contexts, readKeyset, signText, verifySigned } from '@fleet/identity';
import type { AuditHead, AuditTable } from '@fleet/jobs';
import { replaceFile } from '../runtime/replace-file.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

/** Milliseconds between looks for new rows. */
const every = 2_000;

/** The file beside the store. */
export function auditHeadFile(store: string): string {
  return join(store, 'audit-head.json');
}

/**
 * Signs the newest row of the audit log and keeps that beside the store: rows that are cut off at the end leave a chain that holds, and a
 * signature for a row that is not there any more.
 */
@Injectable()
export class AuditHeads implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  /** What was signed last; `undefined` until the file was found to be good. */
  private signed: string | undefined;
  /** Why no head is signed: the last one proves that rows are gone, and stays until somebody takes note of it. */
  private fault: string | undefined;
  private turn: Promise<void> = Promise.resolve();

  constructor(@Inject(runtime) private readonly master: MasterRuntime) {}

  /** Before anybody asks anything: a log that is empty now is one that nothing was cut off from. */
  async onApplicationBootstrap(): Promise<void> {
    await this.keep();
    this.timer = setInterval(() => void this.keep(), every);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.keep();
  }

  /** Signs what was appended since the last time; a disk that is full is told of, and tried again. */
  keep(): Promise<void> {
    return (this.turn = this.turn.then(async () => {
      const { store, trust, directories, log } = this.master;
      try {
        // Rows can be cut off while the master runs, too; then what is signed has to stay.
        if (this.signed !== undefined && this.signed !== '' && store.audit.find(this.signed) === undefined)
          this.signed = undefined;
        if (this.signed === undefined) await this.lookBack();
        const head = store.audit.head();
        if (this.fault !== undefined || !head || head.hash === this.signed) return;
        await writeHead(directories.master.store, trust.commandSigner, head);
        this.signed = head.hash;
      } catch (error) {
        log.error({ err: error }, 'the head of the audit log was not signed');
      }
    }));
  }

  /** A head that was signed by a former process has to be there still; where it is not, this is asked until somebody has acknowledged it. */
  private async lookBack(): Promise<void> {
    const { store, trust, directories, log } = this.master;
    const folder = directories.master.store;
    const former = await signedHead(folder, headSigners(trust));
    const fault = headFault(store.audit, folder, former);
    if (fault !== undefined && this.fault === undefined)
      log.error(
        { fault, former },
        'the audit log does not reach as far as it was signed; no new head is signed until fleet-master audit acknowledge',
      );
    this.fault = fault;
    if (fault === undefined) this.signed = typeof former === 'object' ? former.hash : '';
  }
}

/** What is wrong with the head that was signed last; `undefined`: the log reaches as far as that, or nothing was ever written. */
export function headFault(audit: AuditTable, folder: string, signed: SignedHead): string | undefined {
  const file = auditHeadFile(folder);
  if (signed === 'forged')
    return `the signature in ${file} is not by a key of this master: rows may be missing at the end`;
  if (signed === 'missing')
    return audit.head() ? `${file} is missing: whether rows were cut off at the end cannot be told` : undefined;
  return audit.find(signed.hash) === signed.id
    ? undefined
    : `row ${signed.id} was signed as ${signed.hash} and is not there: rows were cut off, or the store is an older one`;
}

/** Every key that the fleet ever signed with: a head may be older than the newest of them. Raw, base64url. */
export function headSigners({ keysets }: Pick<Trust, 'keysets'>): string[] {
  return keysets.flatMap((signed) => readKeyset(signed)?.keys.map(({ key }) => key) ?? []);
}

export type SignedHead = { readonly id: number; readonly hash: string } | 'missing' | 'forged';

/** @param signers raw public keys, base64url, by which heads may be signed */
export async function signedHead(folder: string, signers: readonly string[]): Promise<SignedHead> {
  try {
    const verified = verifySigned(
      signers,
      contexts.auditHead,
      JSON.parse(await readFile(auditHeadFile(folder), 'utf8')),
    );
    if (!verified.ok) return 'forged';
    const { id, hash } = JSON.parse(verified.text) as { id: number; hash: string };
    return { id, hash };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
    if (error instanceof SyntaxError) return 'forged';
    throw error;
  }
}

export async function writeHead(folder: string, signer: Trust['commandSigner'], head: AuditHead): Promise<void> {
  const text = JSON.stringify({ v: 1, ...head, at: Date.now() });
  await replaceFile(auditHeadFile(folder), `${JSON.stringify(signText(signer, contexts.auditHead, text))}\n`);
}
