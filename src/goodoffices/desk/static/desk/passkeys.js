// Passkeys: the one thing on the desk that needs a script. The form is sent as any other.
"use strict";

const make = askingBrowser();
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const told = form.querySelector("[data-told]");
  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    told.hidden = true;
    try {
      const credential = await make[form.dataset.passkey](JSON.parse(form.dataset.options));
      form.elements.answer.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      told.hidden = false;
    }
  });
}

function askingBrowser() {
  return {
    make: (options) => navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
    }),
    use: (options) => navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
    }),
  };
}
