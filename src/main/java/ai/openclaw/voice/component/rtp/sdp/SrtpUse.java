package ai.openclaw.voice.component.rtp.sdp;

/** When packets are protected. */
public enum SrtpUse {
    /** Never: offers of nothing else are refused. */
    OFF,
    /** Whenever the other side offers it. */
    OFFERED,
    /** Always: offers without it are refused. */
    REQUIRED
}
