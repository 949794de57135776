// Comfort only: every page works without this file.

// A screen reader says what changes in a live region, not what a page came with.
const live = document.createElement('div');
live.className = 'sr';
live.setAttribute('aria-live', 'polite');
document.body.append(live);
function say(text) {
  live.textContent = '';
  setTimeout(() => { live.textContent = text; }, 200);
}
const results = [...document.querySelectorAll('[role=status]')].filter(status => status !== document.activeElement);
if (results.length) say(results.map(status => status.textContent.replace(/\s+/g, ' ').trim()).join('. '));

for (const button of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const text = button.querySelector('span');
    const before = text.textContent;
    text.textContent = button.dataset.done;
    say(button.dataset.done);
    setTimeout(() => { text.textContent = before; }, 1600);
  });
}

for (const form of document.querySelectorAll('[data-theme-switch]')) {
  form.addEventListener('submit', async event => {
    const chosen = event.submitter;
    if (!chosen) return;
    event.preventDefault();
    document.documentElement.dataset.theme = chosen.value;
    for (const button of form.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button === chosen));
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams({ theme: chosen.value }), redirect: 'manual' });
    if (answer.status >= 400) form.submit();
  });
}

// Filters are applied with their button, never by a choice alone (WCAG 3.2.2). What was left open stays out of the address.
for (const form of document.querySelectorAll('form.filters')) {
  form.addEventListener('formdata', event => {
    for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
  });
}

for (const button of document.querySelectorAll('[data-show]')) {
  const field = document.getElementById(button.dataset.show);
  button.hidden = false;
  button.addEventListener('click', () => {
    const show = field.type === 'password';
    field.type = show ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(show));
  });
  // Never leaves as text, so that no browser remembers it as such.
  field.form.addEventListener('submit', () => { field.type = 'password'; });
}

for (const link of document.querySelectorAll('[data-zone-offer]')) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) continue;
  link.textContent = link.dataset.zoneOffer.replace('{zone}', zone.replaceAll('_', ' '));
  link.href += '?zone=' + encodeURIComponent(zone);
}

// Passkeys: the form carries the options, the authenticator's answer goes back in its hidden field.
const passkeyForm = document.querySelector('form[data-passkey-create], form[data-passkey-request]');
if (passkeyForm && window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  const creates = passkeyForm.dataset.passkeyCreate !== undefined;
  const options = JSON.parse((creates ? passkeyForm.dataset.passkeyCreate : passkeyForm.dataset.passkeyRequest) || 'null');
  const button = passkeyForm.querySelector('button');
  let waiting = new AbortController();
  const ask = async mediation => {
    waiting.abort();
    waiting = new AbortController();
    const request = creates
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options), signal: waiting.signal })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), mediation, signal: waiting.signal });
    const credential = await request;
    passkeyForm.querySelector('[name="Form.Credential"]').value = JSON.stringify(credential);
    passkeyForm.submit();
  };
  if (options) {
    button.hidden = false;
    passkeyForm.addEventListener('submit', event => { event.preventDefault(); ask().catch(() => {}); });
    if (!creates && await PublicKeyCredential.isConditionalMediationAvailable?.()) ask('conditional').catch(() => {});
  }
}
