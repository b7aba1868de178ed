/** Form checks: the browser's own rules and words, shown beside the field and read out with it. */
import { say } from './shop-data.js';

const errorId = (field) => `${field.id || field.name}-error`;

function message(field) {
  const { validity, title } = field;
  return validity.patternMismatch && title ? `${title}.` : field.validationMessage;
}

function clearError(field) {
  field.removeAttribute('aria-invalid');
  field.removeAttribute('aria-describedby');
  document.getElementById(errorId(field))?.remove();
}

function showError(field) {
  clearError(field);
  const note = document.createElement('p');
  note.className = 'field-error';
  note.id = errorId(field);
  note.textContent = message(field);
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', note.id);
  const place = field.closest('.field-row') ?? field;
  if (field.type === 'checkbox') field.parentElement.append(note);
  else place.after(note);
}

/** Checks one field; each failure fires the browser's `invalid` event. */
function checkField(field) {
  if (field.checkValidity()) clearError(field);
  else showError(field);
}

const fieldsOf = (form) => [...form.elements].filter((field) => field.willValidate && field.type !== 'radio');

/** @returns {HTMLElement[]} the fields with an error, each now marked. */
export function checkForm(form) {
  const fields = fieldsOf(form);
  fields.forEach(checkField);
  return fields.filter((field) => !field.validity.valid);
}

/**
 * Runs checks now, or after the press in progress: a note that appears between press and release would push the button
 * away from under the finger, and the click would be lost.
 */
function afterPress(form) {
  let pressed = false;
  let waiting = [];
  const release = () => {
    pressed = false;
    const checks = waiting;
    waiting = [];
    setTimeout(() => checks.forEach((check) => check()));
  };
  form.addEventListener('pointerdown', () => (pressed = true));
  for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, release);
  return (check) => (pressed ? waiting.push(check) : check());
}

/** Takes the checks over from the browser's bubbles: on leaving a changed field, and while one is being mended. */
export function showErrorsBeside(form) {
  form.noValidate = true;
  const run = afterPress(form);
  form.addEventListener('change', ({ target }) => {
    if (target.willValidate && target.type !== 'radio') run(() => checkField(target));
  });
  form.addEventListener('input', (event) => {
    if (event.target.getAttribute('aria-invalid') && event.target.validity.valid) clearError(event.target);
  });
}

/** A form whose only effect here is its `data-thanks` line. */
export function watchForm(form) {
  const status = form.querySelector('.form-status');
  showErrorsBeside(form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const [first] = checkForm(form);
    if (first) {
      say(status, '');
      first.focus();
      return;
    }
    say(status, form.dataset.thanks);
    form.reset();
  });
}
