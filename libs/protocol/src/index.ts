export * from './subjects.js';
export * from './permissions.js';
export * from './jid.js';
export * from './messages.js';
export * from './lint-messages.js';
export * from './minion-id.js';
export { confirmedOnSeveral } from './confirmation.js';
export { artifactPathProblem } from './artifact-path.js';
