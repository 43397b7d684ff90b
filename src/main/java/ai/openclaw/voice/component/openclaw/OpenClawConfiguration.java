package ai.openclaw.voice.component.openclaw;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;

/** Options of the {@code openclaw:} component and its endpoints. */
@UriParams
public class OpenClawConfiguration implements Cloneable {
    static final String DEFAULT_PERSONA =
            "You are a friendly assistant on the telephone. Answer in one to three short spoken sentences."
                    + " Use no Markdown, lists, links or emoji.";

    @UriPath(description = "The agent that answers, for example voice.")
    @Metadata(required = true)
    private String agent;

    @UriParam(description = "Where the brain listens, without a path.", defaultValue = "http://127.0.0.1:18789")
    private String baseUrl = "http://127.0.0.1:18789";

    @UriParam(
            description =
                    "Which protocol the brain speaks: the OpenClaw gateway's, or that of the bridge of the first version.",
            defaultValue = "gateway")
    private Dialect dialect = Dialect.gateway;

    @UriParam(description = "System text of every question: who the assistant is and how it speaks.")
    private String persona = DEFAULT_PERSONA;

    @UriParam(
            description = "Whether the profile of the dialled extension chooses agent and persona, where it names them."
                    + " Switch it off where a route has chosen the agent.",
            defaultValue = "true")
    private boolean useProfile = true;

    @UriParam(label = "advanced", description = "The model to ask for. Default: openclaw/AGENT.")
    private String model;

    @UriParam(label = "security", description = "Bearer token of the brain. It is never logged.", secret = true)
    private String token;

    @UriParam(label = "timeouts", description = "How long connecting may take, ms.", defaultValue = "1000")
    private int connectTimeoutMs = 1000;

    @UriParam(
            label = "timeouts",
            description =
                    "How long the first word of an answer may take, ms from the request. The gateway itself tries for over a minute.",
            defaultValue = "5000")
    private int firstTokenTimeoutMs = 5000;

    @UriParam(
            label = "timeouts",
            description = "How long the brain may pause within an answer, ms. Tools run without a sign of life.",
            defaultValue = "15000")
    private int tokenGapTimeoutMs = 15000;

    @UriParam(
            label = "timeouts",
            description =
                    "How long the brain may take for one answer in all, ms. Time in which nobody waits for it does not count.",
            defaultValue = "60000")
    private int totalTimeoutMs = 60000;

    @UriParam(
            label = "timeouts",
            description =
                    "How long the bridge of the first version may take for its whole answer, ms. It does not stream.",
            defaultValue = "20000")
    private int v1TimeoutMs = 20000;

    @UriParam(
            label = "timeouts",
            description = "The longest Retry-After that a caller is asked to wait for, ms. A longer one fails at once.",
            defaultValue = "2000")
    private int maxRetryAfterMs = 2000;

    @UriParam(
            label = "advanced",
            description = "Where an answer is cut off, in characters; about ten minutes of speech.",
            defaultValue = "8000")
    private int maxAnswerCharacters = 8000;

    @UriParam(
            label = "advanced",
            description =
                    "Ask one question at start, so that the first caller does not wait for a cold gateway (4 to 9 s).",
            defaultValue = "true")
    private boolean warmUp = true;

    @UriParam(label = "advanced", description = "How long the warm-up question may take, ms.", defaultValue = "30000")
    private int warmUpTimeoutMs = 30000;

    public OpenClawConfiguration copy() {
        try {
            return (OpenClawConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getAgent() {
        return agent;
    }

    public void setAgent(String agent) {
        this.agent = agent;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public Dialect getDialect() {
        return dialect;
    }

    public void setDialect(Dialect dialect) {
        this.dialect = dialect;
    }

    public String getPersona() {
        return persona;
    }

    public void setPersona(String persona) {
        this.persona = persona;
    }

    public boolean isUseProfile() {
        return useProfile;
    }

    public void setUseProfile(boolean useProfile) {
        this.useProfile = useProfile;
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }

    public String getToken() {
        return token;
    }

    public void setToken(String token) {
        this.token = token;
    }

    public int getConnectTimeoutMs() {
        return connectTimeoutMs;
    }

    public void setConnectTimeoutMs(int connectTimeoutMs) {
        this.connectTimeoutMs = connectTimeoutMs;
    }

    public int getFirstTokenTimeoutMs() {
        return firstTokenTimeoutMs;
    }

    public void setFirstTokenTimeoutMs(int firstTokenTimeoutMs) {
        this.firstTokenTimeoutMs = firstTokenTimeoutMs;
    }

    public int getTokenGapTimeoutMs() {
        return tokenGapTimeoutMs;
    }

    public void setTokenGapTimeoutMs(int tokenGapTimeoutMs) {
        this.tokenGapTimeoutMs = tokenGapTimeoutMs;
    }

    public int getTotalTimeoutMs() {
        return totalTimeoutMs;
    }

    public void setTotalTimeoutMs(int totalTimeoutMs) {
        this.totalTimeoutMs = totalTimeoutMs;
    }

    public int getV1TimeoutMs() {
        return v1TimeoutMs;
    }

    public void setV1TimeoutMs(int v1TimeoutMs) {
        this.v1TimeoutMs = v1TimeoutMs;
    }

    public int getMaxRetryAfterMs() {
        return maxRetryAfterMs;
    }

    public void setMaxRetryAfterMs(int maxRetryAfterMs) {
        this.maxRetryAfterMs = maxRetryAfterMs;
    }

    public int getMaxAnswerCharacters() {
        return maxAnswerCharacters;
    }

    public void setMaxAnswerCharacters(int maxAnswerCharacters) {
        this.maxAnswerCharacters = maxAnswerCharacters;
    }

    public boolean isWarmUp() {
        return warmUp;
    }

    public void setWarmUp(boolean warmUp) {
        this.warmUp = warmUp;
    }

    public int getWarmUpTimeoutMs() {
        return warmUpTimeoutMs;
    }

    public void setWarmUpTimeoutMs(int warmUpTimeoutMs) {
        this.warmUpTimeoutMs = warmUpTimeoutMs;
    }
}
