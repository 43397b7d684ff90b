package ai.openclaw.voice.component.rtp.sdp;

import ai.openclaw.voice.audio.G711;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A stranger's session description is refused, or answered with one that can be read. */
public final class SessionDescriptionFuzz {
    private static final OfferAnswer OURS = new OfferAnswer(List.of(G711.PCMU, G711.PCMA));

    private SessionDescriptionFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            SessionDescription offer = SessionDescription.parse(new String(input, StandardCharsets.UTF_8));
            MediaAgreement agreed = OURS.agree(offer);
            String answer = OURS.answer(offer, agreed, "127.0.0.1", 40_000, 1, 1);
            OURS.agree(SessionDescription.parse(answer));
        } catch (MalformedSdpException | NoCommonCodecException e) {
            // Refused with 400 or 488, which is right.
        }
    }
}
