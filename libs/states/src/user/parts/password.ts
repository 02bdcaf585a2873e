import type { PasswordRecord } from '@fleet/platform';
import type { Step } from '../../definition.js';
import { step } from '../../step.js';
import type { UserPresentArgs } from '../present.args.js';

/** Names of the aging fields as states write them, and as the machine has them. */
const aging = [
  ['date', 'changed'],
  ['mindays', 'minimum'],
  ['maxdays', 'maximum'],
  ['warndays', 'warning'],
  ['inactdays', 'inactive'],
  ['expire', 'expires'],
] as const;

type Wish = Pick<
  UserPresentArgs,
  'name' | 'password' | 'enforce_password' | 'empty_password' | (typeof aging)[number][0]
>;

/** Sets password and aging where they are not as wanted; no step where they are, or where nothing is said of them. */
export function passwordStep(want: Wish, now: PasswordRecord | undefined): Step[] {
  const hash = want.empty_password ? '' : want.password;
  const change: { -readonly [Field in keyof PasswordRecord]?: PasswordRecord[Field] } = {};
  const shown: Record<string, unknown> = {};
  if (hash !== undefined && hash !== now?.hash && (want.enforce_password || !now || locked(now))) {
    change.hash = hash;
    shown['password'] = hash === '' ? '' : '<secret>';
  }
  for (const [argument, field] of aging) {
    const wanted = want[argument];
    if (wanted === undefined || wanted === (now?.[field] ?? -1)) continue;
    change[field] = wanted;
    shown[argument] = wanted;
  }
  if (Object.keys(change).length === 0) return [];
  return [
    step(`set ${Object.keys(shown).join(', ')} of the account ${want.name}`, shown, (machine) =>
      machine.accounts.setPassword(want.name, change),
    ),
  ];
}

/** Nobody can log in with it: what useradd leaves. */
function locked({ hash }: PasswordRecord): boolean {
  return /^[!*]/.test(hash);
}
