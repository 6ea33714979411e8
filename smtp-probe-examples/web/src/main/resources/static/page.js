// SPDX-License-Identifier: Apache-2.0
// Small things that the pages also work without: what is understood while one types, copying, and a filter.
const csrf = document.querySelector('meta[name=csrf]')?.content ?? '';

for (const button of document.querySelectorAll('button.copy')) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const text = document.getElementById(button.dataset.copy).textContent;
    try {
      await navigator.clipboard.writeText(text);
      said(button, 'Copied');
    } catch {
      said(button, 'Not copied: the browser does not allow it');
    }
  });
}

function said(button, words) {
  const before = button.textContent;
  button.textContent = words;
  const announce = document.getElementById('announce');
  if (announce) announce.textContent = words;
  setTimeout(() => { button.textContent = before; }, 2000);
}

const form = document.querySelector('form.test');
if (form) {
  const understood = document.getElementById('understood');
  let asked = 0;
  let timer;
  const ask = async () => {
    const mine = ++asked;
    const typed = new URLSearchParams({_csrf: csrf});
    for (const name of ['host', 'port', 'security', 'kind']) typed.set(name, form.elements[name].value);
    if (!typed.get('host').trim()) {
      understood.textContent = '';
      return;
    }
    try {
      const answer = await fetch(understood.dataset.ask, {method: 'POST', body: typed});
      const words = answer.ok || answer.status === 422 ? await answer.text() : '';
      if (mine === asked) {
        understood.textContent = words;
        understood.classList.toggle('wrong', answer.status === 422);
      }
    } catch {
      understood.textContent = '';
    }
  };
  form.addEventListener('input', event => {
    if (!['host', 'port', 'security', 'kind'].includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, 300);
  });
  if (!form.elements.host.hasAttribute('aria-invalid')) ask();
  form.addEventListener('submit', () => { form.querySelector('button[type=submit]').setAttribute('aria-disabled', 'true'); });
}

const filter = document.getElementById('filter');
if (filter) {
  const entries = [...document.querySelectorAll('[data-code]')];
  const count = document.getElementById('count');
  filter.addEventListener('input', () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const entry of entries) {
      const text = `${entry.dataset.code} ${entry.textContent}`.toLowerCase();
      entry.hidden = !words.every(word => text.includes(word));
      if (!entry.hidden) shown++;
    }
    count.textContent = `${shown} of ${entries.length} codes`;
  });
}
