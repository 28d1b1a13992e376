/* Sends a form that needs no decision any more: back from the bank's page. */

document.querySelector("form[data-send-now]").requestSubmit();
