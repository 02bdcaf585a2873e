{% set common = pillar.get('cortensord', {}) %}

/etc/systemd/system/cortensord@.service:
  file.managed:
    - source: salt://cortensord/files/cortensord@.service
    - template: jinja
    - user: root
    - group: root
    - mode: 644
    - context:
        user: {{ common.get('user', 'deploy') }}
        group: {{ common.get('group', 'deploy') }}
        nodes: {{ common.get('nodes_dir', '/opt/cortensor/nodes') }}
        logs: {{ common.get('log_dir', '/var/log/cortensor') }}
    - watch_in:
      - module: systemd_reload

systemd_reload:
  module.wait:
    - name: service.systemctl_reload
