package ai.openclaw.voice.demo.brain;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/**
 * What the demo brain knows: it minds the telephone of a small clinic. Rules, not a model, so that the same question always
 * gets the same answer. Answers hold times, prices and numbers, because those are what speech synthesis gets wrong.
 */
final class SmallTalk {
    /** One turn of the past; {@code answer} is null when the caller cut it off. */
    record Said(String words, String answer) {}

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("h:mm a", Locale.US);

    private final Clock clock;

    SmallTalk(Clock clock) {
        this.clock = clock;
    }

    String answer(List<Said> history, String words) {
        Heard heard = Heard.of(words);
        Topic topic = heard.topic();
        DayOfWeek day = heard.day(LocalDate.now(clock));
        if (topic == null && day != null) {
            topic = lastTopicWithDays(history);
        }
        return topic == null ? unknown(words) : answer(topic, day, history, words);
    }

    /** For "and on Sunday?": what was the caller asking about before? */
    private static Topic lastTopicWithDays(List<Said> history) {
        for (int i = history.size() - 1; i >= 0; i--) {
            Topic topic = Heard.of(history.get(i).words()).topic();
            if (topic == Topic.HOURS || topic == Topic.APPOINTMENT) {
                return topic;
            }
        }
        return Topic.HOURS;
    }

    private String answer(Topic topic, DayOfWeek day, List<Said> history, String words) {
        return switch (topic) {
            case HOURS ->
                day == null
                        ? "We are open Monday to Friday from 8:30 AM to 6 PM, and on Saturday from 9 AM to 12:30 PM."
                                + " On Sunday we are closed."
                        : hours(day);
            case APPOINTMENT -> appointment(day);
            case CANCEL -> "No problem, I can cancel that for you. Please give me your 6-digit booking number.";
            case PRICE -> "A first visit costs $45.50, and a check-up is $30. You can pay by card or in cash.";
            case ADDRESS ->
                "You find us at 27 Harbour Street, on the 2nd floor."
                        + " Bus 14 stops outside, and there are 12 parking spaces behind the house.";
            case CONTACT -> "You can reach the front desk at 555-0142, from 8:30 AM to 6 PM.";
            case HUMAN -> "I will let a colleague know, and somebody calls you back within 30 minutes.";
            case NAME -> "I am the demo assistant of the Harbour Street clinic. How can I help you?";
            case CLOCK ->
                "It is " + LocalTime.now(clock).format(TIME) + " on "
                        + name(LocalDate.now(clock).getDayOfWeek()) + ".";
            case WEATHER -> "It is 21°C and sunny by the harbour, with a 10% chance of rain.";
            case JOKE -> "Why did the phone wear glasses? Because it lost all its contacts.";
            case HELP ->
                "You can ask me about our opening hours, our address and our prices," + " or make an appointment.";
            case RECALL -> recall(history);
            case REPEAT -> repeat(history);
            case THANKS -> "You're welcome! Is there anything else I can do for you?";
            case BYE -> "Goodbye, and thank you for calling!";
            case HELLO -> "Hello, this is the Harbour Street clinic. What can I do for you?";
            case LINE_TEST -> "Ready.";
        };
    }

    private static String hours(DayOfWeek day) {
        return switch (day) {
            case SUNDAY -> "On Sunday we are closed. We open again on Monday at 8:30 AM.";
            case SATURDAY -> "On Saturday we are open from 9 AM to 12:30 PM.";
            default -> "On " + name(day) + " we are open from 8:30 AM to 6 PM, with a break at 1 PM.";
        };
    }

    private String appointment(DayOfWeek day) {
        DayOfWeek wanted = day == null ? LocalDate.now(clock).getDayOfWeek().plus(1) : day;
        return switch (wanted) {
            case SUNDAY -> "We are closed on Sunday, but I have a slot on Monday at 9:15 AM. Shall I book it?";
            case SATURDAY -> "On Saturday I have one slot left, at 11:45 AM. Shall I book it for you?";
            default -> "On " + name(wanted) + " I have 10:30 AM or 3:15 PM. Which one suits you?";
        };
    }

    private static String recall(List<Said> history) {
        return history.isEmpty()
                ? "You have not asked me anything before, this is our first exchange."
                : "Before that you said: "
                        + quoted(history.get(history.size() - 1).words());
    }

    private static String repeat(List<Said> history) {
        for (int i = history.size() - 1; i >= 0; i--) {
            if (history.get(i).answer() != null) {
                return history.get(i).answer();
            }
        }
        return "I have not said anything yet. What would you like to know?";
    }

    private static String unknown(String words) {
        return "I heard you say: " + quoted(words)
                + " I am only a demo, so ask me about opening hours, prices or an appointment.";
    }

    /** The caller's words as a sentence, the first dozen of them. */
    private static String quoted(String words) {
        String[] all = words.strip().split("\\s+");
        String some = String.join(" ", List.of(all).subList(0, Math.min(12, all.length)));
        return some.matches(".*[.!?]$") ? some : some + ".";
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.US);
    }
}
