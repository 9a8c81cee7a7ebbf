// Adds a budget up while one types; without it, « Recalculer » asks the server.
// An input counts in the sums that its data-sum-in names; an output shows the sum that its data-sum names.

const SPACES = /[\s\u00a0\u2007\u2009\u202f']/g;

// Gives cents, so that a sum is exact; what the server would refuse counts for nothing.
function cents(text) {
  const given = text.replace(SPACES, "").replace(/(€|EUR)$/, "");
  const whole = /^\d{1,3}(\.\d{3})+,\d{1,2}$/.test(given) ? given.replaceAll(".", "") : given;
  const found = /^(\d{1,10})(?:[.,](\d{1,2}))?$/.exec(whole);
  return found ? Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0")) : 0;
}

function euros(amount) {
  const [whole, part] = [Math.trunc(amount / 100), amount % 100];
  const written = String(whole).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return `${written}${part ? `,${String(part).padStart(2, "0")}` : ""}\u00a0€`;
}

export function mount(form) {
  const outputs = [...form.querySelectorAll("[data-sum]")];
  const balance = form.querySelector("[data-balance]");
  form.querySelector("[name=recalculate]")?.remove();

  const add = () => {
    const sums = {};
    for (const input of form.querySelectorAll("[data-sum-in]")) {
      const amount = cents(input.value);
      for (const name of input.dataset.sumIn.split(" ")) sums[name] = (sums[name] ?? 0) + amount;
    }
    for (const output of outputs) output.textContent = euros(sums[output.dataset.sum] ?? 0);
    if (!balance) return;
    const gap = (sums.expense ?? 0) - (sums.income ?? 0);
    const words = gap > 0 ? balance.dataset.rightMissing : gap < 0 ? balance.dataset.leftMissing : balance.dataset.equal;
    const sentence = words.replace("%(amount)s", euros(Math.abs(gap)));
    if (balance.textContent !== sentence) balance.textContent = sentence;
    balance.dataset.state = gap ? "missing" : "equal";
  };

  // What is typed and not saved is not lost by closing the page without thinking.
  let isTyped = false;
  form.addEventListener("input", () => { isTyped = true; add(); });
  form.addEventListener("submit", () => { isTyped = false; });
  window.addEventListener("beforeunload", (event) => { if (isTyped) event.preventDefault(); });
  add();
}
