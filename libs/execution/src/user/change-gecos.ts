import { gecosOf, writeGecos, type GecosField } from '@fleet/edits';
import type { Host } from '@fleet/platform';
import { demandGecos } from './gecos.js';
import { knownUser } from './known-user.js';

/** Sets one field of the comment and keeps the others. */
export async function changeGecos(host: Host, name: string, field: GecosField, text: string): Promise<void> {
  demandGecos({ [field]: text });
  const now = gecosOf(await knownUser(host, name));
  if (now[field] !== text) await host.accounts.changeUser(name, { comment: writeGecos({ ...now, [field]: text }) });
}
