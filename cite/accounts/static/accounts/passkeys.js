// Passkeys: asks the browser for one, and sends its answer with the form around the button.
// The form says what it does: data-passkey="add", "use" (options in the page) or "sign-in" (options asked of the server).

const decode = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const known = (list) => (list ?? []).map((key) => ({ ...key, id: decode(key.id) }));

async function options(form) {
  if (form.dataset.passkey !== "sign-in") return JSON.parse(document.getElementById("passkey-options").textContent);
  const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
  const response = await fetch(form.action, { headers });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

function describe(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = encode(credential.response[name]);
  }
  return {
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function add(form) {
  const { publicKey } = (await options(form)).creation_options;
  const alone = form.querySelector("[name=passwordless]")?.checked ?? false;
  const selection = { ...publicKey.authenticatorSelection, residentKey: alone ? "required" : "discouraged" };
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: decode(publicKey.challenge),
      user: { ...publicKey.user, id: decode(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
      authenticatorSelection: selection,
    },
  });
}

async function use(form) {
  const { publicKey } = (await options(form)).request_options;
  return navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: decode(publicKey.challenge),
      allowCredentials: known(publicKey.allowCredentials),
    },
  });
}

export function mount(form) {
  const message = form.querySelector("[data-passkey-message]");
  form.hidden = false;
  if (!window.PublicKeyCredential) {
    message.textContent = message.dataset.unsupported;
    form.querySelector("button[type=submit]").disabled = true;
    return;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    message.textContent = "";
    try {
      const credential = await (form.dataset.passkey === "add" ? add(form) : use(form));
      form.querySelector("[name=credential]").value = JSON.stringify(describe(credential));
      form.submit();
    } catch {
      message.textContent = message.dataset.failed;
    }
  });
}
