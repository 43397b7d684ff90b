package ai.openclaw.voice.demo.caller;

/** What SIP is carried over. */
public enum Transport {
    UDP,
    TCP
}
