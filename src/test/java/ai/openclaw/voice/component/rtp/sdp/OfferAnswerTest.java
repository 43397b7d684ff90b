package ai.openclaw.voice.component.rtp.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.audio.G711;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferAnswerTest {
    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 10.1.2.3\r\ns=-\r\nc=IN IP4 10.1.2.3\r\nt=0 0\r\n";

    private final OfferAnswer negotiation = new OfferAnswer(List.of(G711.PCMU, G711.PCMA));

    private MediaAgreement agree(String media) throws Exception {
        return negotiation.agree(SessionDescription.parse(HEAD + media));
    }

    private String answer(String media) throws Exception {
        SessionDescription offer = SessionDescription.parse(HEAD + media);
        return negotiation.answer(offer, negotiation.agree(offer), "10.9.9.9", 40_002, 77, 3);
    }

    @Test
    void takesTheirFirstCodecThatWeKnowAndMirrorsTheirNumbers() throws Exception {
        String media = "m=audio 5004 RTP/AVP 9 8 0 96\r\na=rtpmap:9 G722/8000\r\na=rtpmap:96 telephone-event/8000\r\n";
        MediaAgreement agreed = agree(media);
        assertThat(agreed.codec()).isEqualTo(G711.PCMA);
        assertThat(agreed.dtmfPayloadType()).isEqualTo(96);
        assertThat(agreed.remoteRtp()).hasToString("/10.1.2.3:5004");
        assertThat(agreed.remoteRtcp()).hasToString("/10.1.2.3:5005");
        assertThat(answer(media))
                .isEqualTo("v=0\r\no=- 77 3 IN IP4 10.9.9.9\r\ns=openclaw-voice\r\nc=IN IP4 10.9.9.9\r\nt=0 0\r\n"
                        + "m=audio 40002 RTP/AVP 8 96\r\na=rtpmap:8 PCMA/8000\r\n"
                        + "a=rtpmap:96 telephone-event/8000\r\na=fmtp:96 0-15\r\na=ptime:20\r\na=sendrecv\r\n");
    }

    @Test
    void takesACodecUnderADynamicNumberAndOtherLineEndsAndPacketLengths() throws Exception {
        String media = "m=audio 5004 RTP/AVP 97 \na=rtpmap:97 pcmu/8000/1\na=ptime:30\na=rtcp:6001 IN IP4 10.1.2.3\n";
        MediaAgreement agreed = agree(media);
        assertThat(agreed.payloadType()).isEqualTo(97);
        assertThat(agreed.dtmfPayloadType()).isEqualTo(-1);
        assertThat(agreed.remoteRtcp().getPort()).isEqualTo(6001);
        assertThat(answer(media)).contains("m=audio 40002 RTP/AVP 97\r\na=rtpmap:97 PCMU/8000\r\n");
    }

    @Test
    void theMediasOwnAddressAndDirectionHoldBeforeTheSessions() throws Exception {
        MediaAgreement agreed = agree("a=recvonly\r\nm=audio 5004 RTP/AVP 0\r\nc=IN IP4 10.7.7.7\r\na=sendonly\r\n");
        assertThat(agreed.remoteRtp().getAddress().getHostAddress()).isEqualTo("10.7.7.7");
        assertThat(agreed.direction()).isEqualTo(MediaDirection.RECVONLY);
        assertThat(agree("a=inactive\r\nm=audio 5004 RTP/AVP 0\r\n").direction())
                .isEqualTo(MediaDirection.INACTIVE);
        assertThat(agree("m=audio 5004 RTP/AVP 0\r\nc=IN IP4 0.0.0.0\r\n").direction())
                .as("hold of old")
                .isEqualTo(MediaDirection.INACTIVE);
    }

    @Test
    void refusesAllLinesButOne() throws Exception {
        String answer = answer("m=audio 5000 RTP/SAVP 0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x\r\n"
                + "m=audio 0 RTP/AVP 0\r\nm=audio 5004 RTP/AVP 0 101\r\nm=video 5006 RTP/AVP 31\r\n"
                + "m=audio 5008 RTP/AVP 8\r\n");
        assertThat(answer.lines().filter(line -> line.startsWith("m=")))
                .containsExactly(
                        "m=audio 0 RTP/SAVP 0",
                        "m=audio 0 RTP/AVP 0",
                        "m=audio 40002 RTP/AVP 0",
                        "m=video 0 RTP/AVP 31",
                        "m=audio 0 RTP/AVP 8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=audio 5004 RTP/AVP 18\r\n",
                "m=audio 0 RTP/AVP 0\r\n",
                "m=audio 5004 RTP/SAVP 0\r\n",
                "m=video 5004 RTP/AVP 0\r\n",
                "m=audio 5004 RTP/AVP 0\r\na=rtpmap:0 L16/8000\r\n",
                "m=audio 5004 RTP/AVP 0\r\nc=IN IP6 ::1\r\n"
            })
    void rejectsAnOfferWithoutACommonCodec(String media) {
        assertThatThrownBy(() -> agree(media)).isInstanceOf(NoCommonCodecException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "m=audio 99999 RTP/AVP 0\r\n",
                "m=audio x RTP/AVP 0\r\n",
                "m=audio 5004\r\n",
                "m=audio 5004 RTP/AVP 0\r\nc=IN IP4 phone.example.org\r\n",
                "m=audio 5004 RTP/AVP 0\r\nc=IN IP4 300.1.1.1\r\n",
                "m=audio 5004 RTP/AVP 0\r\nc=IN IP4 224.1.1.1/127\r\n",
                "m=audio 5004 RTP/AVP 0\r\nc=IN IP4\r\n",
                "m=audio 5004 RTP/AVP 0\r\na=rtpmap:0\r\n",
                "m=audio 5004 RTP/AVP 0\r\na=rtpmap:999999999999 X/8000\r\n",
                "m=audio 5004 RTP/AVP 0\r\nnonsense\r\n"
            })
    void saysWhatIsMalformed(String media) {
        assertThatThrownBy(() -> agree(media)).isInstanceOf(MalformedSdpException.class);
    }

    @Test
    void rejectsWhatIsTooLongOrHasTooManyLines() {
        assertThatThrownBy(() -> SessionDescription.parse(HEAD + "a=x\r\n".repeat(10_000)))
                .hasMessageContaining("longer");
        assertThatThrownBy(() -> SessionDescription.parse(HEAD + "m=audio 1 RTP/AVP 0\r\n".repeat(33)))
                .isInstanceOf(MalformedSdpException.class);
        assertThatThrownBy(() -> SessionDescription.parse("")).isInstanceOf(MalformedSdpException.class);
    }

    @Test
    void brokenOffersGiveNothingButTheTwoErrors() {
        Random random = new Random(11);
        String good = HEAD + "m=audio 5004 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=rtcp:5\r\n";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder broken = new StringBuilder(good);
            for (int n = random.nextInt(6); n >= 0; n--) {
                int at = random.nextInt(broken.length());
                switch (random.nextInt(3)) {
                    case 0 -> broken.deleteCharAt(at);
                    case 1 -> broken.setCharAt(at, (char) random.nextInt(256));
                    default -> broken.insert(at, "\r\n=: /0".charAt(random.nextInt(7)));
                }
            }
            try {
                assertThat(negotiation.agree(SessionDescription.parse(broken.toString())))
                        .isNotNull();
            } catch (MalformedSdpException | NoCommonCodecException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void itsOwnOfferCanBeAnswered() throws Exception {
        String ours = negotiation.offer("10.9.9.9", 40_000, 5, 1);
        MediaAgreement agreed = negotiation.agree(SessionDescription.parse(ours));
        assertThat(agreed.codec()).isEqualTo(G711.PCMU);
        assertThat(agreed.dtmfPayloadType()).isEqualTo(101);
    }
}
