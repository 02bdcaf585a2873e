{% set common = pillar.get('cortensord', {}) %}
{% set assigned = pillar.get('cortensord_assigned_nodes', []) %}

{% if common.get('warmup_skip', true) or assigned|length == 0 %}
warmup_skipped:
  file.managed:
    - name: /var/lib/cortensor_warmup_done
    - replace: False
    - contents: "Skipped on {{ None|strftime('%Y-%m-%d') }} for {{ assigned|join(', ') }}"
{% else %}
/var/lib/cortensor_warmup_done:
  file.exists: []
{% endif %}
