"""A new shop in English. Drafts name what the law wants told; none of it is advice."""

from config.set_up.texts.kinds import Draft, Texts

FIRST_LINE = "A draft: replace what stands in [brackets], have it checked, then publish."

IMPRINT = Draft(
    "imprint",
    "Imprint",
    "imprint",
    "legal",
    FIRST_LINE,
    (
        ("Who runs this shop", ("[Name of the company with its legal form, or first and last name]",)),
        ("Address", ("[Street and number, postcode, town, country; no post box]",)),
        ("Contact", ("E-mail: [address]", "Telephone: [number]")),
        ("Represented by", ("[Names of those who may act for the company]",)),
        ("Register", ("[Court or register and number, or: none]",)),
        ("VAT", ("VAT identification number: [number, if there is one]",)),
        ("Supervision", ("[Authority, chamber and professional title, where the trade needs leave]",)),
        (
            "Disputes",
            ("[Whether you take part in dispute resolution before a consumer body, and which one]",),
        ),
    ),
)
PRIVACY = Draft(
    "privacy",
    "Privacy",
    "privacy",
    "legal",
    FIRST_LINE,
    (
        ("Who is responsible", ("[Name, address, e-mail; data protection officer, if there is one]",)),
        (
            "Orders",
            (
                "We keep name, addresses, e-mail, telephone number and what was ordered, to fulfil the "
                "contract (Art. 6(1)(b) GDPR), and afterwards for as long as tax law asks: [years].",
            ),
        ),
        (
            "Payments",
            (
                "Payments are taken by Stripe [company and address of the contract]. Card numbers go there "
                "directly and never pass through this shop. [Transfer to third countries and its basis]",
            ),
        ),
        (
            "Accounts",
            ("An account keeps e-mail, a hashed password and delivery details until it is closed.",),
        ),
        (
            "Cookies",
            (
                "This shop sets what it needs to work: the session with the bag, protection of forms, and "
                "the language. [Anything that you add]",
            ),
        ),
        ("Who else receives data", ("[Hosting, mail, delivery companies, each with purpose and place]",)),
        (
            "Your rights",
            (
                "You may ask for access, correction, erasure, restriction and a copy, object, and complain "
                "to a supervisory authority: [name and address].",
            ),
        ),
    ),
)
TERMS = Draft(
    "terms",
    "Terms",
    "terms",
    "legal",
    FIRST_LINE,
    (
        ("Contract", ("The contract is with [name of the company]. [How and when it is concluded]",)),
        ("Prices", ("Prices include VAT; delivery is added and shown before the order. [If not: say so]",)),
        ("Payment", ("[Ways to pay, and when they are charged]",)),
        ("Delivery", ("[Where to, how long, what if something cannot be delivered]",)),
        ("Withdrawal", ("Consumers may withdraw as told on the page about withdrawal.",)),
        ("When something is wrong", ("The law's rights about faulty goods hold. [Guarantees, if any]",)),
        ("Language and text", ("[Languages of the contract, and whether its text is kept]",)),
    ),
)
WITHDRAWAL = Draft(
    "withdrawal",
    "Right of withdrawal",
    "withdrawal",
    "legal",
    FIRST_LINE,
    (
        (
            "Your right",
            (
                "You have the right to withdraw from this contract within 14 days without giving any reason. "
                "[Longer, if you give more]",
                "The withdrawal period will expire after 14 days from the day on which you acquire, or a "
                "third party other than the carrier and indicated by you acquires, physical possession of "
                "the goods. [Several goods or parts: of the last one]",
                "To exercise the right, inform us ([name, address, e-mail, telephone]) by an unequivocal "
                "statement. You may use the form below, but it is not obligatory. [Where the function to "
                "withdraw online is found]",
                "It is enough to send your communication before the period has expired.",
            ),
        ),
        (
            "Effects",
            (
                "We reimburse all payments received from you, including the costs of the cheapest standard "
                "delivery that we offer, without undue delay and not later than 14 days from the day on "
                "which we are informed, by the same means of payment. We may wait until we have the goods "
                "back or you have shown that they were sent.",
                "Send the goods back within 14 days to [address]. [Who bears the cost of returning them]",
                "You are only liable for any diminished value resulting from handling other than what is "
                "necessary to establish the nature, characteristics and functioning of the goods.",
            ),
        ),
        (
            "What is excluded",
            ("[Goods made to order, sealed goods, and whatever else you sell of the kind]",),
        ),
        (
            "Model withdrawal form",
            (
                "(complete and return this form only if you wish to withdraw from the contract)",
                "— To [name, geographical address and e-mail address]:",
                "— I/We (*) hereby give notice that I/We (*) withdraw from my/our (*) contract of sale of the "
                "following goods (*)/for the provision of the following service (*),",
                "— Ordered on (*)/received on (*),",
                "— Name of consumer(s),",
                "— Address of consumer(s),",
                "— Signature of consumer(s) (only if this form is notified on paper),",
                "— Date",
                "(*) Delete as appropriate.",
            ),
        ),
    ),
)
ACCESSIBILITY = Draft(
    "accessibility",
    "Accessibility",
    "accessibility",
    "legal",
    FIRST_LINE,
    (
        ("What this shop offers", ("[What can be bought here and how, in plain words]",)),
        ("How it meets the requirements", ("[Standard that it was checked against, by whom, when]",)),
        ("Known barriers", ("[What does not work for everybody yet, since when, and what helps]",)),
        ("Tell us", ("Barriers may be reported to [e-mail and telephone].",)),
        ("Authority", ("[The market surveillance authority in charge]",)),
    ),
)
DELIVERY = Draft(
    "delivery",
    "Delivery & returns",
    "delivery-and-returns",
    "help",
    FIRST_LINE,
    (
        ("Where we deliver", ("[Countries]",)),
        ("What it costs", ("[Price of delivery, and from which amount it is free]",)),
        ("How long it takes", ("[Working days until the parcel arrives]",)),
        ("Sending it back", ("[How, where to, who pays; see the right of withdrawal]",)),
    ),
)
CONTACT = Draft(
    "contact",
    "Contact",
    "contact",
    "help",
    FIRST_LINE,
    (
        ("Write to us", ("[E-mail address, read daily]",)),
        ("Call us", ("[Telephone number and hours]",)),
        ("Visit us", ("[Address and opening hours, or: we have no shop to visit]",)),
    ),
)

ENGLISH = Texts(
    shop="All products",
    shop_slug="shop",
    journal="Journal",
    welcome="It is good to see you. Have a look round.",
    news="New here",
    shop_heading="Shop",
    help_heading="Help",
    payment="Pay by card",
    drafts=(IMPRINT, PRIVACY, TERMS, WITHDRAWAL, ACCESSIBILITY, DELIVERY, CONTACT),
)
