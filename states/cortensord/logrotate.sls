{%- from 'cortensord/map.jinja' import settings with context %}
include:
  - .install

logrotate_package:
  pkg.installed:
    - name: logrotate

cortensord_logrotate:
  file.managed:
    - name: /etc/logrotate.d/cortensord
    - source: salt://cortensord/files/logrotate.jinja
    - template: jinja
    - user: root
    - group: root
    - mode: '0644'
    - context:
        settings: {{ settings }}
    - require:
      - pkg: logrotate_package
      - user: cortensord_user
