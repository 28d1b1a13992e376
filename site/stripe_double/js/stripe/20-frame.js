/* A frame with fields of the double, and the messages to and from it. */

let frameCount = 0;

class Frame {
  constructor(page, title, onMessage) {
    this.name = `__privateStripeFrame${1000 + frameCount++}`;
    this.onMessage = onMessage;
    this.isListening = false;
    this.waiting = [];
    this.questions = new Map();
    this.node = document.createElement("iframe");
    this.node.name = this.name;
    this.node.title = title;
    this.node.setAttribute("allow", "payment *");
    this.node.src = `${BASE}/js/${page}`;
    this.receive = this.receive.bind(this);
    window.addEventListener("message", this.receive);
  }

  receive(event) {
    if (event.source !== this.node.contentWindow || event.origin !== new URL(BASE).origin) return;
    const { type, detail, question } = event.data ?? {};
    if (type === "hello") {
      this.isListening = true;
      for (const message of this.waiting.splice(0)) this.deliver(message);
    } else if (question !== undefined) {
      this.questions.get(question)?.(detail);
      this.questions.delete(question);
    } else {
      this.onMessage(type, detail);
    }
  }

  deliver(message) {
    this.node.contentWindow?.postMessage(message, new URL(BASE).origin);
  }

  post(type, detail = {}, question = undefined) {
    const message = { type, detail, question };
    if (this.isListening) this.deliver(message);
    else this.waiting.push(message);
  }

  /** Asks the frame something and answers what it says. */
  ask(type, detail = {}) {
    const question = `${this.name}-${this.questions.size}-${Math.random()}`;
    return new Promise((resolve) => {
      this.questions.set(question, resolve);
      this.post(type, detail, question);
    });
  }

  remove() {
    window.removeEventListener("message", this.receive);
    this.node.remove();
  }
}
