export { OptionsRefused, type IniStyle, type OptionFormat, type OptionPath } from './definition.js';
export { optionPath, pathText } from './path.js';
export { readOption, removeOption, setOption } from './options.js';
export {
  commandOf,
  commentOf,
  crontabLines,
  findJob,
  identifierLine,
  isCronTime,
  jobsOf,
  variableLine,
  variableOf,
  type CronJob,
  type JobPlace,
} from './crontab.js';
export {
  blockOf,
  directiveOf,
  readLogrotate,
  setLogrotate,
  type Block,
  type Directive,
  type LogrotateEntry,
} from './logrotate.js';
