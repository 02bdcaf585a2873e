export { parseTarget, type TargetOptions } from './parse-target.js';
export { compileGlob, isGlob, matchGlob } from './glob.js';
export { nodegroupsOf } from './nodegroups.js';
export { namedIds } from './named-ids.js';
export type { Matcher, Subject } from './matcher.js';
export { searchPattern, type SearchOptions } from './patterns.js';
