package ai.openclaw.voice.demo.brain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrainScriptTest {
    private static BrainScript.Part part(String whenAsked, String answer, Fault fault) {
        return new BrainScript.Part(whenAsked, answer, 10, 500, fault);
    }

    @Test
    void theFirstPartThatFitsTheQuestionIsTaken() {
        BrainScript script = new BrainScript(List.of(part("the price", "A.", null), part("", "B.", null)));

        assertThat(script.forQuestion("So what is THE PRICE?").answer()).isEqualTo("A.");
        assertThat(script.forQuestion("And so?").answer()).isEqualTo("B.");
        assertThat(BrainScript.NONE.forQuestion("And so?")).isNull();
    }

    @Test
    void eachConversationHasItsOwn() throws Exception {
        try (DemoBrain brain = DemoBrain.start(0, DemoBrainOptions.defaults())) {
            brain.scripts().put("call-1", new BrainScript(List.of(part("", "First.", null))));
            brain.scripts().put("call-2", new BrainScript(List.of(part("", null, Fault.status(503)))));

            assertThat(ask(brain, "agent:voice:call-1").body()).contains("First.");
            assertThat(ask(brain, "agent:voice:call-2").statusCode()).isEqualTo(503);
            assertThat(ask(brain, "agent:voice:call-3").body()).doesNotContain("First.");
        }
    }

    private static HttpResponse<String> ask(DemoBrain brain, String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(brain.baseUrl() + "/v1/chat/completions"))
                .header("x-openclaw-session-key", key)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"openclaw/voice\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello?\"}]}"))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
