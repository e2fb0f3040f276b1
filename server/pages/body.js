// What a form says, as the JSON that the API takes. A field's name may have points: "limits.0.from"
// is the field "from" of the first of "limits". What is left empty is not sent, unless the field
// says what empty means (data-empty="null" or data-empty="text").

const TRUE = "true";

// The body of a form, and the address with its {fields} filled in and taken out of the body.
export function read(form, api, button) {
  const body = {};
  const parts = new Map();
  for (const field of form.elements) {
    if (!field.name || field.disabled || field.type === "file") continue;
    if (field.type === "radio" && !field.checked) continue;
    if (field.tagName === "BUTTON" && field !== button) continue;
    parts.set(field.name, (parts.get(field.name) ?? []).concat([field]));
  }
  const used = new Set();
  const path = api.replace(/\{([\w.]+)\}/g, (_, name) => {
    used.add(name);
    return encodeURIComponent(parts.get(name)?.[0]?.value.trim() ?? "");
  });
  for (const [name, fields] of parts) {
    if (used.has(name)) continue;
    const value = fields.length > 1 ? many(fields) : one(fields[0]);
    if (value !== undefined) put(body, name.split("."), value);
  }
  return { path, body };
}

// Boxes of one name are a list of what is ticked.
function many(fields) {
  return fields.filter((field) => field.checked).map((field) => field.value);
}

function one(field) {
  if (field.type === "checkbox") {
    if (field.dataset.type === "list") return field.checked ? [field.value] : [];
    return field.checked;
  }
  const text = field.type === "password" ? field.value : field.value.trim();
  if (text === "") return empty(field);
  switch (field.dataset.type) {
    case "number":
      return Number(text) * Number(field.dataset.scale ?? 1);
    case "boolean":
      return text === TRUE;
    case "list":
      return text.split(/[,\n]/).map((word) => word.trim()).filter(Boolean);
    case "until": // a moment, as seconds from now
      return Math.max(0, Math.round((new Date(text).getTime() - Date.now()) / 1_000));
    default:
      return text;
  }
}

function empty(field) {
  if (field.dataset.empty === "null") return null;
  if (field.dataset.empty === "text") return "";
  return field.dataset.type === "list" && field.dataset.empty === "list" ? [] : undefined;
}

function put(body, names, value) {
  let at = body;
  names.forEach((name, depth) => {
    if (depth === names.length - 1) {
      at[name] = value;
      return;
    }
    at[name] ??= /^\d+$/.test(names[depth + 1]) ? [] : {};
    at = at[name];
  });
}
