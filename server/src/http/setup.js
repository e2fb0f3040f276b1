// The token comes after the # of the link, where no server and no log sees it.
const field = document.querySelector("[name=token]");
const token = location.hash.slice(1);
if (field && /^[\w-]{1,128}$/.test(token)) {
  field.value = token;
  history.replaceState(null, "", location.pathname);
}
