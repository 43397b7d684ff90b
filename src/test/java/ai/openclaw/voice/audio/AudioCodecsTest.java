package ai.openclaw.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AudioCodecsTest {
    @Test
    void namesAreTakenInTheirOrderAndInAnyCase() {
        assertThat(AudioCodecs.of("OPUS, pcma,g722,PCMA")).containsExactly(Opus.CODEC, G711.PCMA, G722.CODEC);
    }

    @Test
    void saysWhichNamesThereAre() {
        assertThatThrownBy(() -> AudioCodecs.of("G722,G729"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("codecs: only G722, PCMU, PCMA, opus are known, not G722,G729");
        assertThatThrownBy(() -> AudioCodecs.of("")).isInstanceOf(IllegalArgumentException.class);
    }
}
