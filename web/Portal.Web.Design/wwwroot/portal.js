// Comfort only: every page works without this file.
for (const button of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const text = button.querySelector('span');
    const before = text.textContent;
    text.textContent = button.dataset.done;
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

for (const form of document.querySelectorAll('form[data-auto-submit]')) {
  form.classList.add('auto');
  form.addEventListener('change', event => { if (event.target.matches('select, [type=checkbox]')) form.requestSubmit(); });
  form.addEventListener('formdata', event => {
    for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
  });
}
