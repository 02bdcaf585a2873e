import { fine, wrong, type ServerCheck } from './definition.js';

export const warmup: ServerCheck = {
  name: 'warm-up',
  async look(ward) {
    const marker = ward.setting('warmup_marker');
    if (await ward.host.files.statTarget(marker)) return fine(`${marker} is there`);
    const hint =
      ward.plan.settings.get('warmup_skip') === false
        ? `fetch the images, then file.touch ${marker}`
        : 'state.apply cortensord writes it';
    return wrong(`${marker} does not exist: no instance is started without it`, hint);
  },
};
