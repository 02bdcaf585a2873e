export * from './definition.js';
export { Arg, NotSupported, Rest, type ArgSpec, type RestSpec } from './arg.js';
export type { ArgumentType } from './argument-types.js';
export { describeArguments } from './describe-arguments.js';
export { modeText, type FileMode } from './mode.js';
export { parseArguments } from './parse-arguments.js';
export { rememberRules } from './rules-of-class.js';
export { unfitValue } from './unfit-value.js';
