package ai.openclaw.voice.demo.brain;

import java.util.Map;

/**
 * What a caller can ask the demo brain about, and the words that give it away, with their weight. A word after = has to be
 * heard exactly, because another common word is too near.
 */
enum Topic {
    LINE_TEST(Map.of("test of the line", 9)),
    RECALL(Map.of("did i say", 6, "i say before", 6, "did i ask", 6, "said before", 5, "asked before", 5)),
    REPEAT(Map.of("repeat", 5, "say that again", 6, "come again", 4, "pardon", 4, "once more", 4)),
    CANCEL(Map.of("cancel", 6, "cancelled", 6, "postpone", 6, "reschedule", 6)),
    APPOINTMENT(Map.of(
            "appointment",
            5,
            "appointments",
            5,
            "book",
            4,
            "booking",
            4,
            "schedule",
            3,
            "slot",
            4,
            "reserve",
            4,
            "doctor",
            2,
            "see somebody",
            3)),
    HOURS(Map.of("open", 4, "opening", 4, "opened", 4, "hours", 4, "close", 4, "closed", 4, "closing", 4, "shut", 3)),
    PRICE(Map.of("price", 4, "prices", 4, "cost", 4, "costs", 4, "how much", 4, "fee", 4, "charge", 3, "pay", 3)),
    ADDRESS(Map.of(
            "address",
            4,
            "=where",
            3,
            "located",
            4,
            "location",
            4,
            "street",
            2,
            "parking",
            4,
            "directions",
            4,
            "find you",
            4)),
    CONTACT(Map.of("phone number", 4, "telephone", 3, "number", 2, "reach you", 4, "call you", 3)),
    HUMAN(Map.of(
            "human",
            4,
            "operator",
            4,
            "representative",
            4,
            "real person",
            5,
            "colleague",
            4,
            "speak to",
            3,
            "talk to",
            3,
            "transfer me",
            5,
            "put me through",
            6)),
    NAME(Map.of("your name", 5, "who are you", 5, "who is this", 5, "what are you", 4, "are you a robot", 5)),
    CLOCK(Map.of("what time is it", 6, "the time", 2, "what day is it", 6, "current time", 5)),
    WEATHER(Map.of("weather", 5, "rain", 3, "sunny", 3, "temperature", 4)),
    JOKE(Map.of("joke", 5, "funny", 3)),
    HELP(Map.of("help", 2, "what can you do", 6, "can you do", 4)),
    THANKS(Map.of("thank", 2, "thanks", 2)),
    BYE(Map.of("goodbye", 5, "good bye", 5, "bye", 5, "see you", 2)),
    HELLO(Map.of("hello", 1, "hi", 1, "hey", 1, "good morning", 1, "good evening", 1, "good afternoon", 1));

    private final Map<String, Integer> weights;

    Topic(Map<String, Integer> weights) {
        this.weights = weights;
    }

    Map<String, Integer> weights() {
        return weights;
    }
}
