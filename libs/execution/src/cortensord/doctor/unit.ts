import { apply, fine, wrong, type InstanceCheck } from './definition.js';

/** Restarts since somebody started it, above which it does not run but stumble. */
const stumbling = 3;

export const unit: InstanceCheck = {
  name: 'unit',
  async look({ host }, { unit: name }) {
    const status = await host.services.status(name, { fresh: true });
    if (!status.known) return wrong(`there is no unit ${name}`, apply);
    const findings = [
      status.active
        ? fine(`${name} runs`)
        : wrong(`${name} is ${status.state} (${status.subState})`, `service.start ${name}; its last words: log.tail`),
    ];
    if (!status.enabled) findings.push(wrong(`${name} does not start at boot`, apply));
    if (status.restarts > stumbling)
      findings.push(
        wrong(`${name} was restarted ${status.restarts} times since it was started`, 'log.tail of its log says why'),
      );
    if (status.needsReload)
      findings.push(
        wrong(`${name} changed on disk since systemd read it`, 'service.systemctl_reload, then restart it'),
      );
    return findings;
  },
};
