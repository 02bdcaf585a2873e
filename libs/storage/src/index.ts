export { fieldProblem } from './fields.js';
export {
  entryOf,
  entryProblem,
  fstabEntries,
  isBind,
  lineOf,
  removeEntry,
  setEntry,
  type FstabEdit,
  type FstabEntry,
  type LineRemoval,
  type MatchOn,
} from './fstab.js';
export { holdersOf, holdersText, whoHolds, type Holder } from './holders.js';
export { isLocalDevice, realDevice } from './device.js';
export { matchOn } from './match-on.js';
export { mountDetails, mountedAt, mounts, type Mount, type MountDetails } from './mounts.js';
export { mountWords, umountWords, type MountWish } from './mount-words.js';
export { optionsOf } from './options.js';
export { withoutSecrets } from './secret-options.js';
export { readFstab } from './read.js';
export { realPath } from './real-path.js';
export { swaps, type Swap } from './swaps.js';
export {
  deviceContent,
  formatProblem,
  formatWords,
  probedBytes,
  signature,
  whyNotFormat,
  type DeviceContent,
} from './content.js';
