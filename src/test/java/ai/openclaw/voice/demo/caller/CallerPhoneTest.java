package ai.openclaw.voice.demo.caller;

import static ai.openclaw.voice.testkit.Sounds.join;
import static ai.openclaw.voice.testkit.Sounds.silence;
import static ai.openclaw.voice.testkit.Sounds.tone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.testkit.ReferencePhone;
import ai.openclaw.voice.testkit.TextbookG711;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built-in caller against a far end whose timing is known and which is not the product. */
class CallerPhoneTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @ParameterizedTest
    @CsvSource({"UDP, false, 300", "UDP, true, 700", "TCP, false, 450"})
    void measuresTheResponseTimeOfAFarEndThatIsKnown(Transport transport, boolean aLaw, int replyAfterMs)
            throws Exception {
        short[] reply = tone(600, 500, 9000);
        try (ReferencePhone far = new ReferencePhone(transport == Transport.TCP)) {
            far.aLaw = aLaw;
            far.greeting =
                    aLaw ? TextbookG711.toALaw(tone(440, 400, 8000)) : TextbookG711.toMuLaw(tone(440, 400, 8000));
            far.reply = aLaw ? TextbookG711.toALaw(reply) : TextbookG711.toMuLaw(reply);
            far.replyAfterMs = replyAfterMs;
            far.start();
            try (CallerPhone phone =
                    CallerPhone.place(CallerOptions.to(far.uri()).over(transport))) {
                CallOutcome outcome = phone.awaitOutcome(SOON);
                assertThat(outcome.status()).isEqualTo(200);
                assertThat(outcome.provisionals()).containsExactly(100, 180);
                assertThat(outcome.header("x-reference")).isEqualTo("yes");
                assertThat(outcome.setupMs()).isGreaterThanOrEqualTo(50);
                assertThat(phone.media().codec()).isEqualTo(aLaw ? Codec.PCMA : Codec.PCMU);
                assertThat(phone.media().awaitFarSpeech(0, SOON)).isPresent();
                assertThat(phone.media().awaitFarSilence(300, SOON)).isTrue();
                for (int turn = 0; turn < 2; turn++) {
                    // The silence behind the words is the recording's, not the caller's thinking: it does not count.
                    Spoken said = phone.media()
                            .say(join(tone(300, 600, 9000), silence(120)))
                            .get(30, TimeUnit.SECONDS);
                    double busy = phone.media().statistics().ownLatestMs();
                    assertThat(said.toMs() - said.speechEndMs()).isCloseTo(120, within(5 + busy));
                    double response = phone.media().awaitResponse(said, SOON).orElseThrow();
                    assertThat(response).isCloseTo(replyAfterMs, within(60.0));
                    assertThat(phone.media().awaitFarSilence(300, SOON)).isTrue();
                }
                assertThat(phone.media().farSegments())
                        .extracting(s -> Math.round((s.toMs() - s.fromMs()) / 100) * 100)
                        .containsExactly(400L, 500L, 500L);
                assertThat(phone.hangUp().get(30, TimeUnit.SECONDS)).isEqualTo(200);
                assertThat(phone.awaitEnd(SOON)).isEqualTo(CallEnd.CALLER);
            }
            assertThat(far.requests).filteredOn(r -> r.startsWith("ACK")).hasSize(1);
        }
    }

    @Test
    void hearsEachSampleOfAToneAndOfSilenceExactly() throws Exception {
        byte[] codes = TextbookG711.toMuLaw(join(tone(440, 500, 12000), silence(100), tone(1000, 200, 30000)));
        short[] expected = new short[codes.length];
        for (int i = 0; i < codes.length; i++) {
            expected[i] = TextbookG711.muLawToLinear(codes[i]);
        }
        try (ReferencePhone far = new ReferencePhone(false)) {
            far.greeting = codes;
            far.start();
            try (CallerPhone phone = CallerPhone.place(CallerOptions.to(far.uri()))) {
                phone.awaitOutcome(SOON);
                await().atMost(SOON).until(() -> phone.media().far().lengthMs() > 1000);
                short[] heard = phone.media().far().samples();
                int start = firstNonZero(heard) - firstNonZero(expected);
                assertThat(Arrays.copyOfRange(heard, start, start + expected.length))
                        .isEqualTo(expected);
                assertThat(phone.media().farSegments().get(0).fromMs()).isCloseTo(start / 8.0, within(25.0));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void sendsWhatG711Prescribes(Codec codec) {
        short[] all = new short[65536];
        for (int i = 0; i < all.length; i++) {
            all[i] = (short) i;
        }
        byte[] codes = codec.encode(all, 0, all.length);
        assertThat(codes).isEqualTo(codec == Codec.PCMU ? TextbookG711.toMuLaw(all) : TextbookG711.toALaw(all));
        assertThat(codes[0] & 0xff).isEqualTo(codec == Codec.PCMU ? 0xff : 0xd5);
        for (int code = 0; code < 256; code++) {
            short textbook = codec == Codec.PCMU
                    ? TextbookG711.muLawToLinear((byte) code)
                    : TextbookG711.aLawToLinear((byte) code);
            assertThat(codec.decode(new byte[] {(byte) code}, 0, 1)[0]).isEqualTo(textbook);
        }
    }

    @Test
    void writesBothSidesInStep(@TempDir Path folder) throws Exception {
        try (ReferencePhone far = new ReferencePhone(false)) {
            far.reply = TextbookG711.toMuLaw(tone(600, 300, 9000));
            far.replyAfterMs = 500;
            far.start();
            try (CallerPhone phone = CallerPhone.place(CallerOptions.to(far.uri()))) {
                phone.awaitOutcome(SOON);
                Spoken said = phone.media().say(tone(300, 400, 9000)).get(30, TimeUnit.SECONDS);
                phone.media().awaitResponse(said, SOON).orElseThrow();
                phone.media().awaitFarSilence(200, SOON);
                phone.media().writeWav(folder.resolve("sub/call.wav"));
                try (AudioInputStream wav = AudioSystem.getAudioInputStream(
                        folder.resolve("sub/call.wav").toFile())) {
                    assertThat(wav.getFormat().getChannels()).isEqualTo(2);
                    byte[] bytes = wav.readAllBytes();
                    int ownEnd = lastLoud(bytes, 0);
                    int farStart = firstLoud(bytes, 1);
                    assertThat(farStart - ownEnd).isCloseTo(500 * 8, within(60 * 8));
                    assertThat(firstLoud(bytes, 0) / 8.0).isCloseTo(said.fromMs(), within(25.0));
                }
            }
        }
    }

    @Test
    void countsWhatALossyLineDoes() throws Exception {
        try (ReferencePhone far = new ReferencePhone(false)) {
            far.loseEvery = 10;
            far.swapEvery = 7;
            far.secondAudioIsDuplicated = true;
            far.jitterMs = 12;
            far.start();
            try (CallerPhone phone = CallerPhone.place(CallerOptions.to(far.uri()))) {
                phone.awaitOutcome(SOON);
                await().atMost(SOON).until(() -> phone.media().statistics().received() >= 120);
                RtpStatistics s = phone.media().statistics();
                assertThat(s.lost()).isBetween(12L, 15L);
                assertThat(s.reordered()).isBetween(14L, 20L);
                assertThat(s.duplicates()).isEqualTo(1);
                assertThat(s.jitterMs()).isBetween(1.0, 25.0);
                assertThat(s.maxGapMs()).isGreaterThan(35);
                assertThat(s.sourcesSeen()).isEqualTo(1);
            }
        }
    }

    @Test
    void seesNoLossOnAGoodLine() throws Exception {
        try (ReferencePhone far = new ReferencePhone(false)) {
            far.start();
            try (CallerPhone phone = CallerPhone.place(CallerOptions.to(far.uri()))) {
                phone.awaitOutcome(SOON);
                // Over the wrap of the far end's sequence numbers and timestamps.
                await().atMost(SOON).until(() -> phone.media().statistics().received() >= 60);
                RtpStatistics s = phone.media().statistics();
                assertThat(s.lost()).isZero();
                assertThat(s.reordered() + s.duplicates() + s.invalid()).isZero();
            }
        }
    }

    @Test
    void sendsSilenceWhenItDoesNotSpeakAndExactlyWhatItSays() throws Exception {
        short[] words = tone(500, 200, 10000);
        try (ReferencePhone far = new ReferencePhone(false)) {
            far.start();
            try (CallerPhone phone = CallerPhone.place(CallerOptions.to(far.uri()))) {
                phone.awaitOutcome(SOON);
                await().atMost(SOON).until(() -> far.audioHeard.size() >= 10);
                assertThat(far.audioHeard.get(3)).containsOnly(0xff);
                phone.media().say(words).get(30, TimeUnit.SECONDS);
                int size = far.audioHeard.size();
                await().atMost(SOON).until(() -> far.audioHeard.size() >= size + 5);
                byte[] heard = concatenated(far.audioHeard);
                byte[] expected = Codec.PCMU.encode(words, 0, words.length);
                int at = indexOf(heard, expected);
                assertThat(at).isPositive().matches(i -> i % 160 == 0);
            }
        }
    }

    @Test
    void makesTheLineAsBadAsItIsAsked() throws Exception {
        try (ReferencePhone far = new ReferencePhone(false)) {
            far.start();
            RtpFaults faults = RtpFaults.NONE
                    .loseEvery(5)
                    .garbageEvery(10)
                    .foreignEvery(10)
                    .jitterMs(15);
            try (CallerPhone phone =
                    CallerPhone.place(CallerOptions.to(far.uri()).faults(faults))) {
                phone.awaitOutcome(SOON);
                await().atMost(SOON).until(() -> phone.media().statistics().sent() >= 80);
                phone.media().goQuiet();
                await().atMost(SOON)
                        .until(() -> far.sourcePorts.stream().distinct().count() == 2);
                assertThat(far.notRtpHeard + far.packetsHeard).isGreaterThan(80);
                long sent = phone.media().statistics().sent();
                assertThat(far.packetsHeard).isBetween((int) sent, (int) sent + 30);
            }
        }
    }

    @Test
    void sendsKeysAsEvents() throws Exception {
        try (ReferencePhone far = new ReferencePhone(false)) {
            far.start();
            try (CallerPhone phone = CallerPhone.place(CallerOptions.to(far.uri()))) {
                phone.awaitOutcome(SOON);
                phone.media().press("15#").get(30, TimeUnit.SECONDS);
                await().atMost(SOON).until(() -> far.eventsHeard.size() == 3);
                assertThat(far.eventsHeard).containsExactly(1, 5, 11);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 486, 488, 503})
    void tellsWhyItWasRefusedAndAcknowledgesTheRefusal(int status) throws Exception {
        for (boolean tcp : new boolean[] {false, true}) {
            try (ReferencePhone far = new ReferencePhone(tcp)) {
                far.rejectWith = status;
                far.start();
                try (CallerPhone phone =
                        CallerPhone.place(CallerOptions.to(far.uri()).over(tcp ? Transport.TCP : Transport.UDP))) {
                    CallOutcome outcome = phone.awaitOutcome(SOON);
                    assertThat(outcome.status()).isEqualTo(status);
                    assertThat(outcome.reasonPhrase()).isEqualTo("No Way");
                    assertThat(outcome.madeHere()).isFalse();
                    assertThat(phone.awaitEnd(SOON)).isEqualTo(CallEnd.NOT_ANSWERED);
                }
                await().atMost(SOON).until(() -> far.requests.stream().anyMatch(r -> r.startsWith("ACK")));
            }
        }
    }

    @Test
    void tellsThatNobodyListensOnTcp() throws Exception {
        String uri;
        try (ReferencePhone gone = new ReferencePhone(true)) {
            uri = gone.uri();
        }
        try (CallerPhone phone = CallerPhone.place(CallerOptions.to(uri).over(Transport.TCP))) {
            CallOutcome outcome = phone.awaitOutcome(SOON);
            assertThat(outcome.status()).isEqualTo(503);
            assertThat(outcome.madeHere()).isTrue();
        }
    }

    @Test
    void cancelsACallThatRings() throws Exception {
        try (ReferencePhone far = new ReferencePhone(false)) {
            far.neverAnswer = true;
            far.start();
            try (CallerPhone phone = CallerPhone.place(CallerOptions.to(far.uri()))) {
                phone.cancel();
                assertThat(phone.awaitOutcome(SOON).status()).isEqualTo(487);
                assertThat(phone.awaitEnd(SOON)).isEqualTo(CallEnd.CANCELLED);
            }
            await().atMost(SOON).until(() -> far.requests.size() == 3);
            assertThat(far.requests).extracting(r -> r.split(" ")[0]).containsExactly("INVITE", "CANCEL", "ACK");
        }
    }

    @Test
    void repeatsAnInviteThatGotLost() throws Exception {
        try (ReferencePhone far = new ReferencePhone(false)) {
            far.ignoreFirstInvite = true;
            far.start();
            try (CallerPhone phone = CallerPhone.place(CallerOptions.to(far.uri()))) {
                assertThat(phone.awaitOutcome(SOON).status()).isEqualTo(200);
                assertThat(far.requests.get(1)).isEqualTo(far.requests.get(0));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersTheFarSidesRequestsAndItsGoodbye(boolean tcp) throws Exception {
        try (ReferencePhone far = new ReferencePhone(tcp)) {
            far.start();
            try (CallerPhone phone =
                    CallerPhone.place(CallerOptions.to(far.uri()).over(tcp ? Transport.TCP : Transport.UDP))) {
                phone.awaitOutcome(SOON);
                far.request("OPTIONS", "");
                await().atMost(SOON).until(() -> far.responses.contains("SIP/2.0 200 OK"));
                far.responses.clear();
                await().atMost(SOON).until(() -> far.packetsHeard > 5);
                far.reinvite("sendonly");
                await().atMost(SOON).until(() -> far.responses.contains("SIP/2.0 200 OK"));
                long held = phone.media().statistics().sent();
                await().pollDelay(Duration.ofMillis(200)).atMost(SOON).untilAsserted(() -> assertThat(
                                phone.media().statistics().sent())
                        .isEqualTo(held));
                far.request("BYE", "");
                assertThat(phone.awaitEnd(SOON)).isEqualTo(CallEnd.FAR_SIDE);
            }
        }
    }

    @Test
    void holdsAndResumes() throws Exception {
        try (ReferencePhone far = new ReferencePhone(false)) {
            far.start();
            try (CallerPhone phone = CallerPhone.place(CallerOptions.to(far.uri()))) {
                phone.awaitOutcome(SOON);
                assertThat(phone.hold().get(30, TimeUnit.SECONDS)).isEqualTo(200);
                assertThat(far.lastSdp).contains("a=sendonly");
                assertThat(phone.resume().get(30, TimeUnit.SECONDS)).isEqualTo(200);
                assertThat(far.lastSdp).contains("a=sendrecv");
            }
        }
    }

    @Test
    void offersWhatItIsToldTo() throws Exception {
        try (ReferencePhone far = new ReferencePhone(false)) {
            far.aLaw = true;
            far.start();
            CallerOptions options = CallerOptions.to(far.uri())
                    .codecs(Codec.PCMA, Codec.PCMU)
                    .withoutTelephoneEvent()
                    .header("X-Test", "1")
                    .sdp(sdp -> sdp.replace("s=call", "s=odd"));
            try (CallerPhone phone = CallerPhone.place(options)) {
                phone.awaitOutcome(SOON);
                assertThat(far.lastSdp).contains("RTP/AVP 8 0\r\n", "s=odd").doesNotContain("telephone-event");
            }
        }
    }

    private static int firstNonZero(short[] samples) {
        int i = 0;
        while (samples[i] == 0) {
            i++;
        }
        return i;
    }

    private static int firstLoud(byte[] stereo, int channel) {
        for (int i = 0; i < stereo.length / 4; i++) {
            if (Math.abs(stereo[4 * i + 2 * channel + 1]) > 8) {
                return i;
            }
        }
        return -1;
    }

    private static int lastLoud(byte[] stereo, int channel) {
        for (int i = stereo.length / 4 - 1; i >= 0; i--) {
            if (Math.abs(stereo[4 * i + 2 * channel + 1]) > 8) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] concatenated(java.util.List<byte[]> parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static int indexOf(byte[] where, byte[] what) {
        for (int i = 0; i + what.length <= where.length; i++) {
            if (Arrays.equals(where, i, i + what.length, what, 0, what.length)) {
                return i;
            }
        }
        return -1;
    }
}
