// The secret of an invitation stands after the # of its link, so that no server writes it down. It
// is put into the form and out of the address.

const field = document.querySelector('input[name="invitation"]');
const secret = location.hash.slice(1);
if (field && /^[0-9a-f]{16,128}$/.test(secret)) {
  field.value = secret;
  field.closest("label").hidden = true;
  history.replaceState(null, "", location.pathname);
}
