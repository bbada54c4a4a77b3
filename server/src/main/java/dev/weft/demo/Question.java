package dev.weft.demo;

import java.util.List;

/** Something that customers ask, and what agents say to each other about it. */
record Question(String id, String question, String answer, String agentNote) {
    static final List<Question> ALL = List.of(
            new Question(
                    "returns",
                    "How do I send something back?",
                    "Within thirty days, free of charge: print the label from your order and hand the parcel in at any shop.",
                    "after 30 days: up to 60 for gold customers, do not advertise"),
            new Question(
                    "refunds",
                    "When do I get my money back?",
                    "Three to five days after the parcel has reached us, by the means that you paid with.",
                    "chargebacks go to the second desk"),
            new Question(
                    "delivery",
                    "How long does delivery take?",
                    "Two to four days. Your order shows where the parcel is.",
                    "DPD is late in the south, offer a voucher"),
            new Question(
                    "laptop-warranty",
                    "Does my laptop have a warranty?",
                    "Two years on every laptop and every monitor, from the day of delivery.",
                    "third year on request"),
            new Question(
                    "headphones-pairing",
                    "My headphones do not connect.",
                    "Hold the power button for seven seconds until the light is blue, then look for them on your phone.",
                    "firmware 2.1 and older: replace"),
            new Question(
                    "espresso-descaling",
                    "How often does the espresso machine need descaling?",
                    "Every two months, or when the light says so. Vinegar ruins the boiler.",
                    "boiler replaced free of charge once"),
            new Question(
                    "payment-methods",
                    "How can I pay?",
                    "By card, by bank transfer or with a voucher of the shop.",
                    ""),
            new Question(
                    "shoes-size",
                    "The running shoes do not fit.",
                    "Exchange them for another size as often as you like, worn once or not at all.",
                    "not more than three times"));
}
