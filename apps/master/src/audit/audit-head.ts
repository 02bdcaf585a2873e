import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Trust } from '@fleet/bus';
import { contexts, readKeyset, signText, verifySigned } from '@fleet/identity';
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
  /** What was signed last; `undefined` until the file was looked at. */
  private signed: string | undefined;
  /** The last signed row is gone: its signature is what proves it, and stays. */
  private cut = false;
  private turn: Promise<void> = Promise.resolve();

  constructor(@Inject(runtime) private readonly master: MasterRuntime) {}

  onApplicationBootstrap(): void {
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
      if (this.signed === undefined) await this.lookBack();
      const head = store.audit.head();
      if (this.cut || !head || head.hash === this.signed) return;
      const text = JSON.stringify({ v: 1, ...head, at: Date.now() });
      try {
        await replaceFile(
          auditHeadFile(directories.master.store),
          `${JSON.stringify(signText(trust.commandSigner, contexts.auditHead, text))}\n`,
        );
        this.signed = head.hash;
      } catch (error) {
        log.error({ err: error }, 'the head of the audit log was not signed');
      }
    }));
  }

  /** A head that was signed by a former process has to be there still. */
  private async lookBack(): Promise<void> {
    const { store, trust, directories, log } = this.master;
    const former = await signedHead(directories.master.store, headSigners(trust));
    this.signed = typeof former === 'object' ? former.hash : '';
    this.cut = former === 'forged' || (typeof former === 'object' && store.audit.find(former.hash) !== former.id);
    if (this.cut)
      log.error(
        { file: auditHeadFile(directories.master.store), former },
        'rows of the audit log that were signed are gone; no new head is signed until that file is moved away',
      );
  }
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
