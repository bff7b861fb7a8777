'use strict';
(function () {
  const $ = (id) => document.getElementById(id);
  const tools = $('tools');
  if (!tools) return;
  const units = Array.from(document.querySelectorAll('.u'));
  const sections = Array.from(document.querySelectorAll('.S, .D'));
  const search = $('q'), found = $('only-found'), edited = $('only-edited'), by = $('by'), count = $('count'), help = $('help');
  const texts = [];
  let shown = units, current = -1, timer = 0;
  const text = (place) => texts[place] ??= units[place].textContent.toLowerCase();

  function filter() {
    const words = search.value.toLowerCase().trim();
    shown = units.filter((unit, place) => {
      const fits = (!found?.checked || unit.classList.contains('F')) && (!edited?.checked || unit.classList.contains('E'))
        && (!by?.value || unit.closest('.D').dataset.by === by.value) && (!words || text(place).includes(words));
      unit.hidden = !fits;
      return fits;
    });
    for (const section of sections) section.hidden = !section.querySelector('.u:not([hidden])') && shown.length < units.length;
    count.textContent = shown.length === units.length ? units.length + ' units' : shown.length + ' of ' + units.length + ' units';
    current = -1;
  }

  function go(step, these) {
    const here = document.activeElement?.closest?.('.u');
    if (here) current = shown.indexOf(here);
    for (let at = current + step; at >= 0 && at < shown.length; at += step) {
      if (!these || shown[at].classList.contains(these)) {
        document.querySelector('.cur')?.classList.remove('cur');
        current = at;
        shown[at].classList.add('cur');
        shown[at].tabIndex = -1;
        shown[at].focus({ preventScroll: true });
        shown[at].scrollIntoView({ block: 'center' });
        return;
      }
    }
  }

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.key === 'Escape') {
      search.value = '';
      filter();
      document.activeElement?.blur();
      return;
    }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== 'checkbox') return;
    const act = {
      j: () => go(1), k: () => go(-1), n: () => go(1, 'F'), p: () => go(-1, 'F'),
      '/': () => search.focus(), '?': () => help.showModal(),
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(filter, 80);
  });
  for (const control of [found, edited, by]) control?.addEventListener('change', filter);
  tools.addEventListener('submit', (event) => event.preventDefault());
  $('help-button').addEventListener('click', () => help.showModal());
  tools.hidden = false;
  filter();
})();
