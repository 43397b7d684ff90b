package ai.openclaw.voice.demo.brain;

import java.time.Clock;
import java.util.Set;

/**
 * How a demo brain behaves when nothing is made to fail.
 *
 * @param host the address to listen on
 * @param token the bearer token that questions need; null for none
 * @param agents the agents it knows; empty for any
 * @param firstTokenMs how long it thinks before the first token, ms
 * @param tokensPerSecond how fast it streams
 * @param idleMs how long a connection may be idle before it is closed, ms; the gateway's 5 s
 * @param clock what "today" is
 */
public record DemoBrainOptions(
        String host, String token, Set<String> agents, int firstTokenMs, int tokensPerSecond, int idleMs, Clock clock) {

    public static DemoBrainOptions defaults() {
        return new DemoBrainOptions("127.0.0.1", null, Set.of(), 200, 60, 5000, Clock.systemDefaultZone());
    }

    public DemoBrainOptions withHost(String host) {
        return new DemoBrainOptions(host, token, agents, firstTokenMs, tokensPerSecond, idleMs, clock);
    }

    public DemoBrainOptions withToken(String token) {
        return new DemoBrainOptions(host, token, agents, firstTokenMs, tokensPerSecond, idleMs, clock);
    }

    public DemoBrainOptions withAgents(String... agents) {
        return new DemoBrainOptions(host, token, Set.of(agents), firstTokenMs, tokensPerSecond, idleMs, clock);
    }

    public DemoBrainOptions withFirstTokenMs(int firstTokenMs) {
        return new DemoBrainOptions(host, token, agents, firstTokenMs, tokensPerSecond, idleMs, clock);
    }

    public DemoBrainOptions withTokensPerSecond(int tokensPerSecond) {
        return new DemoBrainOptions(host, token, agents, firstTokenMs, tokensPerSecond, idleMs, clock);
    }

    public DemoBrainOptions withIdleMs(int idleMs) {
        return new DemoBrainOptions(host, token, agents, firstTokenMs, tokensPerSecond, idleMs, clock);
    }

    public DemoBrainOptions withClock(Clock clock) {
        return new DemoBrainOptions(host, token, agents, firstTokenMs, tokensPerSecond, idleMs, clock);
    }
}
