// The secret of an invitation stands after the # of its link, so that no server writes it down. It
// is put into the form and out of the address.

const field = document.querySelector('input[name="invitation"]');
const secret = location.hash.slice(1);
if (field && /^[0-9a-f]{16,128}$/.test(secret)) {
  field.value = secret;
  field.closest("label").hidden = true;
  // Whoever signs up by an account elsewhere brings it along.
  for (const link of document.querySelectorAll("a[data-provider]")) {
    link.search = `?invitation=${secret}`;
  }
  history.replaceState(null, "", location.pathname);
}
