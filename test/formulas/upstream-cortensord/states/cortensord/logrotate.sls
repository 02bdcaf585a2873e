{% set common = pillar.get('cortensord', {}) %}

logrotate_package:
  pkg.installed:
    - name: logrotate

/etc/logrotate.d/cortensord:
  file.managed:
    - source: salt://cortensord/files/logrotate
    - template: jinja
    - mode: 644
    - context:
        cfg: {{ {'user': common.get('user', 'deploy'), 'logs': common.get('log_dir', '/var/log/cortensor')} }}
    - require:
      - pkg: logrotate
