// Passkeys: asks the device, and sends its answer with the form. Without a script, the password stays.
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

  // The question as the device expects it.
  function read(kind, { publicKey }) {
    const question = { ...publicKey, challenge: bytes(publicKey.challenge) };
    if (kind === "create") {
      question.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
      question.excludeCredentials = named(publicKey.excludeCredentials);
    } else {
      question.allowCredentials = named(publicKey.allowCredentials);
    }
    return { publicKey: question };
  }

  // The answer as the server expects it.
  function written(credential) {
    const { response } = credential;
    const parts = {};
    for (const name of ["attestationObject", "clientDataJSON", "authenticatorData", "signature", "userHandle"]) {
      if (response[name]) parts[name] = text(response[name]);
    }
    if (response.getTransports) parts.transports = response.getTransports();
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response: parts,
      extensions: credential.getClientExtensionResults(),
    });
  }

  const SENTENCES = {
    NotAllowedError: "L’appareil n’a pas répondu, ou la demande a été annulée. Recommencez.",
    InvalidStateError: "Cet appareil garde déjà une clé d’accès pour ce compte.",
    SecurityError: "Cette adresse ne permet pas les clés d’accès.",
    Unasked: "Pacte n’a pas pu préparer la demande. Rechargez la page, puis recommencez.",
  };

  async function ask(form) {
    const kind = form.dataset.passkey;
    const received = await fetch(form.dataset.question, { method: "POST", credentials: "same-origin" });
    if (!received.ok) throw Object.assign(new Error("unasked"), { name: "Unasked" });
    const question = read(kind, await received.json());
    const credential = await navigator.credentials[kind](question);
    form.elements.reponse.value = written(credential);
  }

  function listen(form) {
    const button = form.querySelector("[data-passkey-button]");
    const error = form.querySelector("[data-passkey-error]");
    button.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      error.hidden = true;
      button.disabled = true;
      try {
        await ask(form);
        form.submit();
      } catch (failure) {
        error.textContent = SENTENCES[failure.name] ?? SENTENCES.Unasked;
        error.hidden = false;
        button.disabled = false;
      }
    });
  }

  if (!window.PublicKeyCredential) return;
  document.querySelectorAll("form[data-passkey]").forEach(listen);
})();
