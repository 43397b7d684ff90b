package ai.openclaw.voice.demo.brain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallTalkTest {
    /** A Wednesday. */
    private final SmallTalk talk = new SmallTalk(Clock.fixed(Instant.parse("2026-11-25T14:05:00Z"), ZoneOffset.UTC));

    private final List<SmallTalk.Said> history = new ArrayList<>();

    private String ask(String words) {
        String answer = talk.answer(history, words);
        history.add(new SmallTalk.Said(words, answer));
        return answer;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "When are you open? | 8:30 AM to 6 PM",
                "what are your opening hours | 8:30 AM to 6 PM",
                "wot are your oppening ours | 8:30 AM to 6 PM",
                "are you open tomorrow | On Thursday we are open",
                "Are you open on Saturday? | 9 AM to 12:30 PM",
                "are you open on sonday | On Sunday we are closed",
                "I would like an appointment | On Thursday I have 10:30 AM",
                "can I have an apointment on friday please | On Friday I have 10:30 AM",
                "how much does it cost | $45.50",
                "Where are you? | 27 Harbour Street",
                "What time is it? | 2:05 PM on Wednesday",
                "can I speak to a real person | within 30 minutes",
                "hello there | What can I do for you?",
                "Hello, when are you open? | 8:30 AM to 6 PM",
                "Thank you. | You're welcome",
                "goodbye | thank you for calling",
                "Thank you, goodbye. | thank you for calling"
            })
    void answersWhatWasAsked(String words, String expected) {
        assertThat(ask(words)).contains(expected);
    }

    @Test
    void understandsAQuestionThatBuildsOnTheLast() {
        ask("Are you open on Monday?");
        assertThat(ask("And on Sunday?")).startsWith("On Sunday we are closed.");
        ask("I need an appointment");
        assertThat(ask("and on Friday")).startsWith("On Friday I have");
    }

    @Test
    void remembersWhatWasSaid() {
        assertThat(ask("What did I say before?")).contains("not asked me anything");
        ask("my parrot is called Polly");
        assertThat(ask("What did I say before?")).isEqualTo("Before that you said: my parrot is called Polly.");
    }

    @Test
    void repeatsItsLastAnswerOnRequest() {
        String first = ask("How much does it cost?");
        assertThat(ask("Could you repeat that please?")).isEqualTo(first);
    }

    @Test
    void saysWhatItHeardWhenItDoesNotUnderstand() {
        assertThat(ask("Weasels have eaten our phone system"))
                .startsWith("I heard you say: Weasels have eaten our phone system.");
        assertThat(ask("word ".repeat(500))).hasSizeLessThan(250);
        assertThat(ask("??")).isNotBlank();
    }
}
