import { LitElement, html, nothing } from "lit";
import { Refusal, follow, get, newKey, post } from "/api.js";
import { decimals, parse, show } from "/money.js";

const CURRENCIES = ["EUR", "USD", "GBP", "CHF", "JPY"];
const KINDS = {
  opened: "Account opened",
  deposit: "Deposit",
  withdrawal: "Withdrawal",
  transfer_sent: "Transfer to",
  transfer_received: "Transfer from",
};
const ACTIONS = { deposits: "Deposit", withdrawals: "Withdraw", transfers: "Transfer" };
const STATES = {
  connecting: "Connecting…",
  live: "Live",
  waiting: "Connection lost, trying again…",
  closed: "Connection lost, trying again…",
};
const RETRY_MS = 3000;
const LIT_MS = 1600;

const times = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });
const grouped = (id) => `${id.slice(0, 4)} ${id.slice(4, 7)} ${id.slice(7)}`;

class CairnBank extends LitElement {
  static properties = {
    accounts: { state: true },
    next: { state: true },
    selected: { state: true },
    lines: { state: true },
    older: { state: true },
    action: { state: true },
    connection: { state: true },
    failure: { state: true },
    news: { state: true },
    busy: { state: true },
    opening: { state: true },
    touched: { state: true },
  };

  constructor() {
    super();
    this.accounts = [];
    this.lines = [];
    this.touched = new Set();
    this.action = "deposits";
    this.connection = "connecting";
    this.failure = null;
    this.news = "";
    this.key = newKey();
    this.choose = () => this.select(location.hash.slice(1) || null);
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener("hashchange", this.choose);
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.choose);
    this.source?.close();
  }

  async load() {
    this.source?.close();
    try {
      const page = await get("/api/accounts?limit=100");
      this.accounts = page.accounts;
      this.next = page.next;
      this.source = follow(page.position, {
        changed: (accounts) => this.changed(accounts),
        reset: () => this.load(),
        state: (state) => this.connected(state),
      });
      await this.select(location.hash.slice(1) || (this.selected?.id ?? null));
    } catch (failure) {
      this.say(failure);
      this.connected("closed");
    }
  }

  connected(state) {
    this.connection = state;
    if (state === "closed") {
      clearTimeout(this.retry);
      this.retry = setTimeout(() => this.load(), RETRY_MS);
    }
  }

  async more() {
    await this.guarded(async () => {
      const page = await get(`/api/accounts?limit=100&after=${this.next}`);
      this.accounts = [...this.accounts, ...page.accounts];
      this.next = page.next;
    });
  }

  changed(accounts) {
    for (const account of accounts) {
      this.put(account);
    }
    this.light(accounts.map((account) => account.id));
    if (accounts.some((account) => account.id === this.selected?.id)) {
      this.readStatement(this.selected.id).catch((failure) => this.say(failure));
    }
  }

  put(account) {
    const index = this.accounts.findIndex((known) => known.id >= account.id);
    const known = this.accounts[index]?.id === account.id;
    if (known && this.accounts[index].version > account.version) {
      return;
    }
    if (index >= 0) {
      this.accounts = this.accounts.toSpliced(index, known ? 1 : 0, account);
    } else if (!this.next) {
      this.accounts = [...this.accounts, account];
    }
    if (this.selected?.id === account.id) {
      this.selected = account;
    }
  }

  /** Marks what has just changed for a moment. */
  light(ids) {
    this.touched = new Set([...this.touched, ...ids]);
    setTimeout(() => {
      this.touched = new Set([...this.touched].filter((id) => !ids.includes(id)));
    }, LIT_MS);
  }

  async select(id) {
    if (!id) {
      this.selected = null;
      this.lines = [];
      return;
    }
    await this.guarded(async () => {
      const account = await get(`/api/accounts/${encodeURIComponent(id)}`);
      if (this.selected?.id !== id) {
        this.key = newKey();
        this.lines = [];
      }
      this.selected = account;
      await this.readStatement(id);
    });
  }

  async readStatement(id) {
    const page = await get(`/api/accounts/${id}/statement?limit=25`);
    if (this.selected?.id === id) {
      this.lines = page.lines;
      this.older = page.next;
    }
  }

  async readOlder() {
    await this.guarded(async () => {
      const id = this.selected.id;
      const page = await get(`/api/accounts/${id}/statement?limit=25&after=${this.older}`);
      if (this.selected?.id === id) {
        this.lines = [...this.lines, ...page.lines];
        this.older = page.next;
      }
    });
  }

  async guarded(work) {
    try {
      await work();
      this.failure = null;
      return true;
    } catch (failure) {
      this.say(failure);
      return false;
    }
  }

  say(failure) {
    if (!(failure instanceof Refusal)) {
      console.error(failure);
    }
    this.failure =
      failure instanceof Refusal ? failure.message : "The page made a mistake. Load it again.";
  }

  /** Sends a form's command; the key is the same until one got through, so a retry is no second one. */
  async send(form, path, body, told) {
    if (this.busy) {
      return;
    }
    this.busy = true;
    const asked = `${path}\n${JSON.stringify(body)}`;
    if (this.asked !== asked) {
      this.asked = asked;
      this.key = newKey();
    }
    const done = await this.guarded(async () => {
      const answer = await post(path, body, this.key);
      this.asked = null;
      form.reset();
      this.news = told(answer);
      if (path === "/api/accounts") {
        location.hash = answer.accounts[0].id;
      }
    });
    this.busy = false;
    if (!done) {
      await this.updateComplete;
      this.querySelector("#failure")?.focus();
    }
  }

  submitAction(event) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = Object.fromEntries(new FormData(form));
    const { id, currency } = this.selected;
    const amount = parse(fields.amount, currency);
    if (amount === null) {
      this.failure = `Write the amount as a number with at most ${decimals(currency)} decimals, like 12${decimals(currency) ? ".50" : ""}.`;
      return;
    }
    const reference = fields.reference.trim();
    const money = show(amount, currency);
    if (this.action === "transfers") {
      const to = fields.to.replaceAll(/\s/g, "");
      this.send(form, "/api/transfers", { from: id, to, amount, currency, reference }, () =>
        `${money} went to ${grouped(to)}.`);
    } else {
      const verb = this.action === "deposits" ? "was paid in" : "was paid out";
      this.send(form, `/api/accounts/${id}/${this.action}`, { amount, currency, reference }, () =>
        `${money} ${verb}.`);
    }
  }

  submitOpen(event) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget));
    const firstName = fields.firstName.trim();
    const lastName = fields.lastName.trim();
    const { currency } = fields;
    this.send(event.currentTarget, "/api/accounts", { firstName, lastName, currency }, () => {
      this.opening = false;
      return `The account of ${`${firstName} ${lastName}`.trim()} is open.`;
    });
  }

  render() {
    return html`
      <header class="top">
        <a class="brand" href="#" aria-label="Cairn Bank, all accounts">
          <img src="/icon.svg" alt="" width="28" height="28"> <span>Cairn Bank</span>
        </a>
        <span class="connection" data-state=${this.connection} role="status">
          ${STATES[this.connection]}
        </span>
      </header>
      <p class="visually-hidden" role="status" aria-live="polite" id="news">${this.news}</p>
      <main id="main" tabindex="-1" class=${this.selected ? "with-account" : ""}>
        ${this.renderList()} ${this.renderAccount()}
      </main>
    `;
  }

  renderList() {
    return html`
      <section class="list card" aria-labelledby="accounts-title">
        <div class="head">
          <h1 id="accounts-title">Accounts</h1>
          <button
            type="button"
            class="quiet"
            id="open-account"
            aria-expanded=${this.opening ? "true" : "false"}
            @click=${() => (this.opening = !this.opening)}
          >
            ${this.opening ? "Cancel" : "Open an account"}
          </button>
        </div>
        ${this.opening ? this.renderOpen() : nothing}
        ${this.accounts.length === 0
          ? html`<p class="empty">
              ${this.connection === "live" ? "No accounts yet. Open the first one." : "Loading…"}
            </p>`
          : html`<ul>
              ${this.accounts.map((account) => this.renderItem(account))}
            </ul>`}
        ${this.next
          ? html`<button type="button" class="quiet wide" @click=${this.more}>More accounts</button>`
          : nothing}
      </section>
    `;
  }

  renderOpen() {
    return html`
      <form class="open" @submit=${this.submitOpen} aria-label="Open an account">
        <label class="grow">
          First name
          <input name="firstName" required maxlength="100" autocomplete="off">
        </label>
        <label class="grow">
          Last name
          <input name="lastName" maxlength="100" autocomplete="off" placeholder="If there is one">
        </label>
        <label>
          Currency
          <select name="currency">
            ${CURRENCIES.map((code) => html`<option>${code}</option>`)}
          </select>
        </label>
        <button type="submit" ?disabled=${this.busy}>Open</button>
        ${this.selected ? nothing : this.renderFailure()}
      </form>
    `;
  }

  renderItem(account) {
    const current = this.selected?.id === account.id;
    return html`
      <li>
        <a
          href="#${account.id}"
          data-account=${account.id}
          aria-current=${current ? "true" : nothing}
          class=${this.touched.has(account.id) ? "touched" : ""}
        >
          <span class="who">${account.owner}<small>${grouped(account.id)}</small></span>
          <span class="money balance">${show(account.balance, account.currency)}</span>
        </a>
      </li>
    `;
  }

  renderFailure() {
    return this.failure
      ? html`<p class="failure" role="alert" tabindex="-1" id="failure">${this.failure}</p>`
      : nothing;
  }

  renderAccount() {
    if (!this.selected) {
      return html`
        <section class="account card hint">
          ${this.opening ? nothing : this.renderFailure()}
          <p>Choose an account to see its statement, to pay in or out, or to send money.</p>
        </section>
      `;
    }
    const { id, owner, balance, currency } = this.selected;
    return html`
      <section class="account card" aria-labelledby="account-title">
        <a class="back" href="#">All accounts</a>
        <div class="head">
          <div>
            <h2 id="account-title">${owner}</h2>
            <p class="number">${grouped(id)}</p>
          </div>
          <p class="money total ${this.touched.has(id) ? "touched" : ""}" id="balance">
            <span class="visually-hidden">Balance: </span>${show(balance, currency)}
          </p>
        </div>
        ${this.renderActions()} ${this.renderFailure()} ${this.renderStatement()}
      </section>
    `;
  }

  renderActions() {
    const { currency } = this.selected;
    return html`
      <form class="action" @submit=${this.submitAction} aria-label="Move money">
        <fieldset class="tabs">
          <legend class="visually-hidden">What to do</legend>
          ${Object.entries(ACTIONS).map(
            ([action, name]) => html`
              <label>
                <input
                  type="radio"
                  name="action"
                  value=${action}
                  .checked=${this.action === action}
                  @change=${() => {
                    this.action = action;
                    this.failure = null;
                  }}
                ><span>${name}</span>
              </label>
            `,
          )}
        </fieldset>
        ${this.action === "transfers"
          ? html`<label>
              To account
              <input name="to" required list="numbers" inputmode="numeric" autocomplete="off"
                placeholder="Ten digits">
              <datalist id="numbers">
                ${this.accounts
                  .filter((one) => one.currency === currency && one.id !== this.selected.id)
                  .map((one) => html`<option value=${one.id}>${one.owner}</option>`)}
              </datalist>
            </label>`
          : nothing}
        <label>
          Amount in ${currency}
          <input name="amount" required inputmode="decimal" autocomplete="off"
            placeholder=${decimals(currency) ? "0.00" : "0"}>
        </label>
        <label class="grow">
          Reference
          <input name="reference" maxlength="140" autocomplete="off" placeholder="Optional">
        </label>
        <button type="submit" ?disabled=${this.busy}>${ACTIONS[this.action]}</button>
      </form>
    `;
  }

  renderStatement() {
    return html`
      <h3 id="statement-title">Statement</h3>
      <table aria-labelledby="statement-title">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col" class="money">Amount</th>
            <th scope="col" class="money">Balance</th>
          </tr>
        </thead>
        <tbody>
          ${this.lines.map((line) => this.renderLine(line))}
        </tbody>
      </table>
      ${this.older
        ? html`<button type="button" class="quiet wide" @click=${this.readOlder}>
            Older lines
          </button>`
        : nothing}
    `;
  }

  renderLine(line) {
    const sign = line.amount > 0 ? "+" : "";
    return html`
      <tr>
        <td class="when"><time datetime=${line.time}>${times.format(new Date(line.time))}</time></td>
        <td>
          ${KINDS[line.kind] ?? line.kind}
          ${line.counterpart
            ? html`<a href="#${line.counterpart}">${grouped(line.counterpart)}</a>`
            : nothing}
          ${line.reference ? html`<small>${line.reference}</small>` : nothing}
        </td>
        <td class="money ${line.amount > 0 ? "in" : ""}">
          ${line.amount === 0 ? "" : sign + show(line.amount, line.currency)}
        </td>
        <td class="money">${show(line.balance, line.currency)}</td>
      </tr>
    `;
  }
}

customElements.define("cairn-bank", CairnBank);
