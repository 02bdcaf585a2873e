export { OptionsRefused, type IniStyle, type OptionFormat, type OptionPath } from './definition.js';
export { optionPath, pathText } from './path.js';
export { readOption, removeOption, setOption } from './options.js';
