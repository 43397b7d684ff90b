package ai.openclaw.voice.component.rtp.sdp;

import ai.openclaw.voice.audio.AudioCodecs;
import ai.openclaw.voice.component.rtp.srtp.OurKeys;
import java.nio.charset.StandardCharsets;

/** A stranger's session description is refused, or answered with one that can be read, whatever we do about SRTP. */
public final class SessionDescriptionFuzz {
    private static final OurKeys KEYS = new OurKeys();
    private static final OurDescription OURS = new OurDescription("127.0.0.1", 40_000, 1, 1, KEYS);

    private SessionDescriptionFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        SessionDescription offer;
        try {
            offer = SessionDescription.parse(new String(input, StandardCharsets.UTF_8));
        } catch (MalformedSdpException e) {
            // Refused with 400, which is right.
            return;
        }
        for (SrtpUse srtp : SrtpUse.values()) {
            OfferAnswer negotiation = new OfferAnswer(AudioCodecs.of("G722,PCMU,PCMA,opus"), srtp);
            try {
                MediaAgreement agreed = negotiation.agree(offer, KEYS);
                read(OURS.answer(negotiation, offer, agreed));
                read(OURS.offer(negotiation, agreed));
            } catch (MalformedSdpException | NoCommonCodecException e) {
                // Refused with 400 or 488, which is right.
            }
        }
    }

    private static void read(String ours) {
        try {
            SessionDescription.parse(ours);
        } catch (MalformedSdpException e) {
            throw new IllegalStateException("we wrote what we cannot read", e);
        }
    }
}
