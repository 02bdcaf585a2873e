# The templated unit: one file for all instances.
{%- from 'cortensord/map.jinja' import settings with context %}
cortensord_unit:
  file.managed:
    - name: /etc/systemd/system/cortensord@.service
    - source: salt://cortensord/files/cortensord@.service.jinja
    - template: jinja
    - user: root
    - group: root
    - mode: '0644'
    - context:
        settings: {{ settings }}

cortensord_systemd_reload:
  module.wait:
    - name: service.systemctl_reload
    - watch:
      - file: cortensord_unit
