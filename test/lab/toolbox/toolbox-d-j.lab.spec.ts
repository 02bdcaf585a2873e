import { chosenModules } from './modules.js';
import { proveModules } from './prove-modules.js';

proveModules(await chosenModules(/^[d-j]/));
