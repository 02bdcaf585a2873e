import { accountJwt, createKeys, decodeJwt, encodeJoinToken, userJwt } from '@fleet/identity';
import type {
  AccountName,
  MintedLifetimes,
  RevocableRole,
  RoleKey,
  Trust,
  UserOrder,
  UserRole,
} from './trust-definition.js';
import { readKeyFolder, type KeyFolder } from './key-folder.js';
import { newKeys, seconds } from './new-keys.js';
import { Lifetimes } from './lifetimes.js';
import { Revocations } from './revocations.js';
import { scopeOf } from './scopes.js';
import { accountNames, accountOf, files, ownRoles, writeKeyFolder } from './trust-files.js';

/** Connections of account ENROL: whoever holds a join token must not use up those of the whole server. Others knock again. */
const joinersAtOnce = 1000;

/**
 * Makes all keys of a new fleet in `folder`, which must not exist or be empty.
 * @throws TrustUnusable where there are keys already
 */
export async function createTrust(
  folder: string,
  options: { readonly name?: string; readonly lifetimes?: MintedLifetimes } = {},
): Promise<Trust> {
  const content = newKeys(options.name ?? 'fleet');
  if (options.lifetimes) content.set(files.lifetimes, Lifetimes.first(options.lifetimes));
  await writeKeyFolder(folder, content);
  return openTrust(folder);
}

/** @throws TrustUnusable where a file is missing or broken */
export async function openTrust(folder: string): Promise<Trust> {
  const revoked = {} as Record<AccountName, Revocations>;
  for (const account of accountNames) revoked[account] = await Revocations.open(folder, account);
  return new FolderTrust(folder, await readKeyFolder(folder), revoked, await Lifetimes.open(folder));
}

class FolderTrust implements Trust {
  constructor(
    readonly folder: string,
    private keys: KeyFolder,
    private readonly revoked: Readonly<Record<AccountName, Revocations>>,
    private readonly lifetimes: Lifetimes,
  ) {}

  get operatorJwt(): string {
    return this.keys.operatorJwt;
  }

  get accounts(): Trust['accounts'] {
    return this.keys.accounts;
  }

  get commandSigner(): Trust['commandSigner'] {
    return this.keys.commandSigner;
  }

  get root(): string {
    return this.keys.newest.root;
  }

  get keyset(): Trust['keyset'] {
    return this.keys.newest;
  }

  get keysets(): Trust['keysets'] {
    return this.keys.keysets;
  }

  get operatorKey(): string {
    return decodeJwt(this.keys.operatorJwt).sub;
  }

  get roles(): readonly RoleKey[] {
    const { roles, former } = this.keys;
    const current = [...roles].map(([role, { account, signer }]) => ({ account, role, key: signer.publicKey }));
    return accountNames.flatMap((account) => [
      ...current.filter((row) => row.account === account),
      ...former[account].map((row) => ({ account, ...row })),
    ]);
  }

  async reload(): Promise<void> {
    const { operatorSigner, operatorJwt } = this.keys;
    // The server knows its operator from its configuration, which is read when it starts: until then, the one of before signs.
    this.keys = { ...(await readKeyFolder(this.folder)), operatorSigner, operatorJwt };
  }

  accountJwt(account: AccountName): string {
    const { accounts, operatorSigner } = this.keys;
    const now = Date.now();
    // A key that signs now is that whatever a list of replaced ones says.
    const good = this.roles.filter((row) => row.account === account && (row.until === undefined || now <= row.until));
    const scopes = new Map(good.reverse().map(({ key, role }) => [key, role]));
    return accountJwt(operatorSigner, {
      publicKey: accounts[account],
      name: account,
      issued: seconds(now),
      scopes: [...scopes].map(([key, role]) => scopeOf(role, key, accounts)),
      revocations: this.revoked[account].stated(seconds(now)),
      ...(account === 'FLEET' ? { jetstream: { diskBytes: -1, streams: 16, consumers: 1024 } } : {}),
      ...(account === 'ENROL' ? { connections: joinersAtOnce } : {}),
    });
  }

  declareLifetimes(lifetimes: MintedLifetimes): Promise<void> {
    return this.lifetimes.declare(lifetimes);
  }

  goodUntil(role: RevocableRole, at: number): number {
    return this.lifetimes.goodUntil(role, seconds(at)) * 1000;
  }

  mintUser({ role, publicKey, name, expires }: UserOrder): string {
    const { account, signer } = this.keys.roles.get(role) as { account: AccountName; signer: Trust['commandSigner'] };
    const now = seconds(Date.now());
    const last = isRevocable(role) ? now + this.lifetimes.longest(role) : undefined;
    const until = expires === undefined ? last : Math.min(seconds(expires), last ?? Infinity);
    return userJwt(signer, {
      publicKey,
      account: this.keys.accounts[account],
      name,
      issued: this.revoked[account].earliest(publicKey, now),
      ...(until === undefined ? {} : { expires: until }),
    });
  }

  own(role: (typeof ownRoles)[number]): ReturnType<Trust['own']> {
    const signer = this.keys.users.get(role) as Trust['commandSigner'];
    return { signer, jwt: () => this.mintUser({ role, publicKey: signer.publicKey, name: role }) };
  }

  mintJoinToken({ servers, tls, expires }: Parameters<Trust['mintJoinToken']>[0]): ReturnType<Trust['mintJoinToken']> {
    const { publicKey, seed } = createKeys('user');
    const jwt = this.mintUser({ role: 'joiner', publicKey, name: 'joiner', expires });
    const token = { servers, ...(tls && { tls }), seed, jwt, root: this.root, expires };
    return { token, text: encodeJoinToken(token), publicKey };
  }

  isRevoked(account: 'FLEET' | 'ENROL', publicKey: string, at: number): boolean {
    return (this.revoked[account].of(publicKey) ?? -1) >= seconds(at);
  }

  async recordRevocation(role: RevocableRole, publicKey: string): Promise<void> {
    await this.lifetimes.refresh();
    const goodUntil = (at: number): number => this.lifetimes.goodUntil(role, at);
    await this.revoked[accountOf(role)].add(publicKey, seconds(Date.now()), goodUntil);
  }

  liftRevocation(account: 'FLEET' | 'ENROL', publicKey: string, since: number): Promise<void> {
    return this.revoked[account].lift(publicKey, seconds(since));
  }
}

/** The master's own have no end. */
function isRevocable(role: UserRole): role is RevocableRole {
  return !(ownRoles as readonly UserRole[]).includes(role);
}
