// SPDX-License-Identifier: Apache-2.0
// The live page: shows what the stream tells, and says when it is closed.
const main = document.querySelector('[data-live]');
const page = main.dataset.page;
const steps = document.getElementById('steps');
const dialogue = document.getElementById('dialogue');
const announce = document.getElementById('announce');
const csrf = document.querySelector('meta[name=csrf]')?.content ?? '';
const signs = {running: '…', passed: '✓', failed: '✗', skipped: '–'};
const states = {running: 'under way', passed: 'done', failed: 'failed', skipped: 'not done'};
let watch = 0;
let failures = 0;

const took = ms => ms === undefined ? '' : `${ms.toFixed(1)} ms`;

function fill(item, texts) {
  for (const [name, text] of Object.entries(texts)) item.querySelector('.' + name).textContent = text;
}

function copy(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

function attempt(data) {
  const item = copy('step');
  item.className = 'attempt';
  fill(item, {label: `Connection to ${data.text}`});
  steps.append(item);
}

function step(data) {
  const last = steps.lastElementChild;
  const item = last?.className === 'running' ? last : copy('step');
  item.className = data.state;
  fill(item, {sign: signs[data.state] ?? '', label: data.label, state: states[data.state] ?? data.state, took: took(data.ms), said: data.text});
  if (item !== last) steps.append(item);
  if (data.state !== 'running') announce.textContent = `${data.label}: ${states[data.state] ?? data.state}`;
}

function line(data) {
  if (!dialogue) return;
  const item = copy('line');
  item.className = data.who;
  item.querySelector('.at').textContent = took(data.ms);
  item.querySelector('.mark').textContent = data.mark;
  item.querySelector('code').textContent = data.text;
  dialogue.append(item);
  document.getElementById('silence').hidden = true;
}

const stream = new EventSource(`${page}/events`);
const on = (name, action) => stream.addEventListener(name, event => action(JSON.parse(event.data)));
on('watch', data => {
  if (watch === 0) {
    steps.replaceChildren();
    dialogue?.replaceChildren();
  }
  watch = data.watch;
  failures = 0;
});
on('attempt', attempt);
on('step', step);
on('line', line);
on('end', data => {
  stream.close();
  removeEventListener('pagehide', leave);
  announce.textContent = `${data.verdict}. ${data.text}`;
  clearInterval(clock);
  location.replace(page);
});
stream.addEventListener('error', () => {
  failures++;
  if (stream.readyState === EventSource.CLOSED || failures > 3) {
    stream.close();
    setTimeout(() => location.replace(page), 2000);
  }
});

function leave() {
  if (watch > 0) navigator.sendBeacon(`${page}/leave`, new URLSearchParams({watch, _csrf: csrf}));
  stream.close();
}
addEventListener('pagehide', leave);
addEventListener('pageshow', event => { if (event.persisted) location.reload(); });

const bar = document.getElementById('left');
const words = document.getElementById('left-words');
const until = performance.now() + Number(main.dataset.leftMs);
const clock = setInterval(() => {
  const left = Math.max(0, until - performance.now());
  bar.value = left;
  words.textContent = left > 0 ? `At most ${Math.ceil(left / 1000)} s left` : 'The time is up: the result is being made';
}, 250);
