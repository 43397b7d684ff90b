package ai.openclaw.voice.component.rtp.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.audio.AudioCodecs;
import ai.openclaw.voice.audio.G711;
import ai.openclaw.voice.audio.G722;
import ai.openclaw.voice.audio.Opus;
import ai.openclaw.voice.component.rtp.srtp.CryptoSuite;
import ai.openclaw.voice.component.rtp.srtp.OurKeys;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfferAnswerTest {
    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 10.1.2.3\r\ns=-\r\nc=IN IP4 10.1.2.3\r\nt=0 0\r\n";

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd";

    private final OfferAnswer negotiation = new OfferAnswer(List.of(G711.PCMU, G711.PCMA), SrtpUse.OFF);
    private final OfferAnswer wide = new OfferAnswer(AudioCodecs.of("G722,PCMU,PCMA,opus"), SrtpUse.OFFERED);
    private final OfferAnswer strict = new OfferAnswer(AudioCodecs.of("PCMU"), SrtpUse.REQUIRED);
    private final OurKeys keys = new OurKeys();

    private MediaAgreement agree(String media) throws Exception {
        return agree(negotiation, media);
    }

    private MediaAgreement agree(OfferAnswer with, String media) throws Exception {
        return with.agree(SessionDescription.parse(HEAD + media), keys);
    }

    private String answer(String media) throws Exception {
        return answer(negotiation, media);
    }

    private String answer(OfferAnswer with, String media) throws Exception {
        SessionDescription offer = SessionDescription.parse(HEAD + media);
        return ours(3).answer(with, offer, with.agree(offer, keys));
    }

    private OurDescription ours(int version) {
        return new OurDescription("10.9.9.9", 40_002, 77, version, keys);
    }

    private String ourKey(CryptoSuite suite) {
        return Base64.getEncoder().encodeToString(keys.of(suite));
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
                + "m=audio 5008 RTP/AVP 8\r\nm=image 5010 udptl t38\r\n");
        assertThat(answer.lines().filter(line -> line.startsWith("m=")))
                .containsExactly(
                        "m=audio 0 RTP/SAVP 0",
                        "m=audio 0 RTP/AVP 0",
                        "m=audio 40002 RTP/AVP 0",
                        "m=video 0 RTP/AVP 31",
                        "m=audio 0 RTP/AVP 8",
                        "m=image 0 udptl t38");
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
        String good = HEAD + "m=audio 5004 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=rtcp:5\r\n"
                + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^31\r\na=ptime:30\r\na=rtcp-mux\r\n";
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
                assertThat(wide.agree(SessionDescription.parse(broken.toString()), keys))
                        .isNotNull();
            } catch (MalformedSdpException | NoCommonCodecException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void itsOwnOfferCanBeAnswered() throws Exception {
        String offer = ours(1).offer(wide, wide.beforeTheAnswer());
        assertThat(offer)
                .contains("m=audio 40002 RTP/AVP 9 0 8 96 101 110\r\n")
                .contains("a=rtpmap:9 G722/8000\r\n", "a=rtpmap:96 opus/48000/2\r\na=fmtp:96 useinbandfec=1\r\n")
                .contains("a=rtpmap:101 telephone-event/8000\r\n", "a=rtpmap:110 telephone-event/48000\r\n");
        MediaAgreement agreed = wide.agree(SessionDescription.parse(offer), keys);
        assertThat(agreed.codec()).isEqualTo(G722.CODEC);
        assertThat(agreed.dtmfPayloadType()).isEqualTo(101);
    }

    @Test
    void takesWidebandInTheCallersOrderUnderTheCallersNumbers() throws Exception {
        String media = "m=audio 5004 RTP/AVP 111 9 0 101 102\r\na=rtpmap:111 OPUS/48000/2\r\na=rtpmap:9 G722/8000\r\n"
                + "a=rtpmap:101 telephone-event/8000\r\na=rtpmap:102 telephone-event/48000\r\n";
        MediaAgreement agreed = agree(wide, media);
        assertThat(agreed.codec()).isEqualTo(Opus.CODEC);
        assertThat(agreed.payloadType()).isEqualTo(111);
        assertThat(agreed.dtmfPayloadType()).as("keys at the codec's clock").isEqualTo(102);
        assertThat(agreed.dtmfClockHz()).isEqualTo(48_000);
        assertThat(answer(wide, media))
                .contains("m=audio 40002 RTP/AVP 111 102\r\na=rtpmap:111 opus/48000/2\r\n"
                        + "a=fmtp:111 useinbandfec=1\r\na=rtpmap:102 telephone-event/48000\r\n");
        MediaAgreement narrowKeys = agree(wide, media.replace(" 102", ""));
        assertThat(narrowKeys.dtmfPayloadType()).isEqualTo(101);
        assertThat(narrowKeys.dtmfClockHz()).isEqualTo(8000);
        assertThat(agree(wide, "m=audio 5004 RTP/AVP 9 0\r\n").codec())
                .as("its number is known without an rtpmap")
                .isEqualTo(G722.CODEC);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 20",
        "a=ptime:10, 10",
        "a=ptime:30, 20",
        "a=ptime:40, 40",
        "a=ptime:60, 60",
        "a=ptime:200, 60",
        "a=maxptime:10, 10",
        "a=ptime:60|a=maxptime:40, 40",
        "a=ptime:5, 10",
        "a=ptime:nonsense, 20"
    })
    void sendsPacketsAsLongAsTheyWantWhereItCan(String attributes, int packetMs) throws Exception {
        String lines = attributes.isEmpty() ? "" : attributes.replace("|", "\r\n") + "\r\n";
        assertThat(agree("m=audio 5004 RTP/AVP 0\r\n" + lines).packetMs()).isEqualTo(packetMs);
    }

    private static String crypto(int tag, String suite, String rest) {
        return "a=crypto:" + tag + " " + suite + " inline:" + KEY + rest + "\r\n";
    }

    @Test
    void takesTheSecondLineWhenItIsTheProtectedOne() throws Exception {
        String media = "m=audio 5004 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n"
                + "m=audio 5004 RTP/SAVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n"
                + crypto(1, "AES_CM_128_HMAC_SHA1_80", "|2^20");
        assertThat(agree(wide, media).protection()).hasToString("AES_CM_128_HMAC_SHA1_80");
        String answer = answer(wide, media);
        assertThat(answer.lines().filter(line -> line.startsWith("m=")))
                .containsExactly("m=audio 0 RTP/AVP 0 101", "m=audio 40002 RTP/SAVP 0 101");
        assertThat(answer)
                .contains("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + ourKey(CryptoSuite.AES_CM_128_HMAC_SHA1_80));
        assertThat(answer(media).lines().filter(line -> line.startsWith("m=")))
                .as("when it is switched off")
                .containsExactly("m=audio 40002 RTP/AVP 0 101", "m=audio 0 RTP/SAVP 0 101");
    }

    @Test
    void answersKeysOnAnOrdinaryLineThere() throws Exception {
        String media = "m=audio 5004 RTP/AVP 0\r\n"
                + crypto(1, "F8_128_HMAC_SHA1_80", "")
                + crypto(4, "AES_CM_128_HMAC_SHA1_32", "");
        String answer = answer(wide, media);
        assertThat(answer)
                .contains("m=audio 40002 RTP/AVP 0\r\n")
                .contains("a=crypto:4 AES_CM_128_HMAC_SHA1_32 inline:" + ourKey(CryptoSuite.AES_CM_128_HMAC_SHA1_32));
        assertThat(answer(media)).doesNotContain("crypto");
    }

    @Test
    void insistsOnProtectionWhereItIsRequired() throws Exception {
        assertThatThrownBy(() -> agree(strict, "m=audio 5004 RTP/AVP 0\r\n"))
                .isInstanceOf(NoCommonCodecException.class)
                .hasMessageContaining("SRTP is required");
        assertThat(agree(strict, "m=audio 5004 RTP/AVP 0\r\n" + crypto(1, "AES_CM_128_HMAC_SHA1_80", ""))
                        .protection())
                .isNotNull();
        String offer = ours(1).offer(strict, strict.beforeTheAnswer());
        assertThat(offer).contains("m=audio 40002 RTP/SAVP 0 101\r\n", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:");
        assertThat(ours(1).offer(wide, wide.beforeTheAnswer()))
                .contains("RTP/AVP 9", "a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:");
        assertThat(ours(1).offer(negotiation, negotiation.beforeTheAnswer())).doesNotContain("crypto");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 AES_CM_128_HMAC_SHA1_80",
                "x AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
                "99999999999 AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 inline:",
                "1 AES_CM_128_HMAC_SHA1_80 inline:AAAA",
                "1 AES_CM_128_HMAC_SHA1_80 inline:!!!" + KEY,
                "1 AES_256_CM_HMAC_SHA1_80 inline:" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 uri:https://example.org/key",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|1:4",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1:4;inline:" + KEY + "|2:4",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " UNENCRYPTED_SRTP",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " KDR=1",
                "1 NULL_HMAC_SHA1_80 inline:" + KEY,
            })
    void keysThatItCannotUseAreNone(String value) throws Exception {
        String media = "m=audio 5004 RTP/SAVP 0\r\na=crypto:" + value + "\r\n";
        assertThatThrownBy(() -> agree(strict, media)).isInstanceOf(NoCommonCodecException.class);
        assertThatThrownBy(() -> agree(wide, media)).isInstanceOf(NoCommonCodecException.class);
        String alsoGood = media + crypto(2, "AES_CM_128_HMAC_SHA1_80", "") + "a=crypto:3 nonsense\r\n";
        assertThat(answer(strict, alsoGood)).contains("a=crypto:2 ");
    }

    @Test
    void noKeyIsInWhatMayBeLogged() throws Exception {
        MediaAgreement agreed =
                agree(wide, "m=audio 5004 RTP/SAVP 0\r\n" + crypto(1, "AES_CM_128_HMAC_SHA1_80", " WSH=64"));
        assertThat(agreed.protection()).isNotNull();
        assertThat(agreed.toString() + keys + ours(1))
                .doesNotContain(KEY)
                .doesNotContain(ourKey(CryptoSuite.AES_CM_128_HMAC_SHA1_80));
    }

    @Test
    void reportsTakeTheSoundsPortsWhenTheyWantIt() throws Exception {
        String media = "m=audio 5004 RTP/AVP 0\r\na=rtcp-mux\r\n";
        assertThat(agree(media).remoteRtcp().getPort()).isEqualTo(5004);
        assertThat(answer(media)).contains("a=rtcp-mux\r\n");
    }

    @Test
    void anOfferOfOursInMidCallKeepsTheSessionsLines() throws Exception {
        MediaAgreement agreed = agree(
                wide,
                "m=audio 5004 RTP/AVP 0\r\nm=video 5006 RTP/AVP 31\r\nm=audio 5004 RTP/SAVP 0\r\n"
                        + crypto(1, "AES_CM_128_HMAC_SHA1_80", ""));
        assertThat(ours(2).offer(wide, agreed).lines().filter(line -> line.startsWith("m=")))
                .containsExactly(
                        "m=audio 0 RTP/AVP 0", "m=video 0 RTP/AVP 0", "m=audio 40002 RTP/SAVP 9 0 8 96 101 110");
    }
}
