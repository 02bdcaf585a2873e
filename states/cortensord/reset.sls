# Takes cortensord off a server: fleetctl 'miner-01' state.apply cortensord.reset, which asks first (formula.yaml says what is lost).
# Docker, ipfs, the packages and, unless cortensord:reset_account is True, the account stay.
{%- from 'cortensord/map.jinja' import settings with context %}
cortensord_reset_services:
  service.dead:
    - name: cortensord@*
    - enable: False

{%- for path in [
  '/etc/systemd/system/cortensord@.service',
  '/etc/logrotate.d/cortensord',
  settings.nodes_dir,
  settings.log_dir,
  settings.installer_dir,
  settings.home_dir ~ '/.cortensor',
  settings.binary,
  settings.binary ~ '.previous',
  settings.binary ~ '.before-upgrade',
  settings.warmup_marker,
] %}
cortensord_reset_{{ path }}:
  file.absent:
    - name: {{ path }}
    - require:
      - service: cortensord_reset_services
{%- endfor %}

cortensord_reset_reload:
  module.wait:
    - name: service.systemctl_reload
    - watch:
      - file: cortensord_reset_/etc/systemd/system/cortensord@.service

{%- if settings.reset_account %}
cortensord_reset_user:
  user.absent:
    - name: {{ settings.user }}
    - purge: True
    - require:
      - service: cortensord_reset_services

cortensord_reset_group:
  group.absent:
    - name: {{ settings.group }}
    - require:
      - user: cortensord_reset_user
{%- endif %}
