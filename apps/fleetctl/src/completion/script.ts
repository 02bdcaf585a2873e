import { bashScript } from './bash.js';
import { fishScript } from './fish.js';
import type { Shell } from './words.js';

/**
 * What a shell evaluates to complete commands, options and their choices, functions behind a target and the names of their arguments. Made from the
 * tables, so that it cannot lag behind. Names that only the master knows it asks `fleetctl completion names` for.
 */
export function completionScript(shell: Shell): string {
  switch (shell) {
    case 'bash':
      return `${bashScript()}\ncomplete -F _fleetctl_complete fleetctl`;
    case 'zsh':
      return zsh();
    case 'fish':
      return fishScript();
  }
}

/** zsh runs bash's functions well, and one script is one truth. */
function zsh(): string {
  return [
    '#compdef fleetctl',
    'autoload -U +X bashcompinit && bashcompinit',
    bashScript(),
    'complete -F _fleetctl_complete fleetctl',
    '# Where it lies in fpath, the first completion is what loads it, and wants an answer too.',
    'if [[ "${funcstack[1]}" == _fleetctl ]]; then _bash_complete -F _fleetctl_complete; fi',
  ].join('\n');
}
