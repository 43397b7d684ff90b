package ai.openclaw.voice.component.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What both dialects have in common: a JSON object is posted, and the reply is read or refused. */
abstract class HttpTokenSource implements TokenSource {
    protected static final ObjectMapper JSON = new ObjectMapper();

    private static final Logger LOG = LoggerFactory.getLogger(HttpTokenSource.class);

    protected final OpenClawConfiguration configuration;
    private final RateGate gate;
    private final BrainHttp.Call call;

    HttpTokenSource(BrainHttp http, RateGate gate, OpenClawConfiguration configuration) {
        this.configuration = configuration;
        this.gate = gate;
        this.call = http.prepare(this::request);
    }

    protected abstract String path();

    protected abstract JsonNode body();

    /** Headers of this dialect. */
    protected void addHeaders(HttpUriRequestBase request) {}

    /** The status was 200. */
    protected abstract void accept(ClassicHttpResponse response) throws IOException, OpenClawException;

    private HttpUriRequestBase request() {
        HttpPost post = new HttpPost(withoutSlash(configuration.getBaseUrl()) + path());
        if (configuration.getToken() != null && !configuration.getToken().isBlank()) {
            post.setHeader("Authorization", "Bearer " + configuration.getToken());
        }
        addHeaders(post);
        byte[] json = body().toString().getBytes(StandardCharsets.UTF_8);
        post.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        return post;
    }

    static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public void open() throws OpenClawException {
        ClassicHttpResponse response;
        try {
            response = call.send();
        } catch (IOException | IllegalStateException e) {
            throw failed(Failure.UNREACHABLE, e);
        }
        if (response.getCode() != 200) {
            OpenClawException refusal = Refusal.read(response, gate, configuration.getMaxRetryAfterMs());
            closeQuietly(response);
            throw refusal;
        }
        try {
            accept(response);
        } catch (IOException e) {
            throw failed(Failure.BROKEN_OFF, e);
        }
    }

    /** The cause is named, not chained: an I/O exception can quote what was received. */
    protected static OpenClawException failed(Failure failure, Exception e) {
        LOG.debug("{}", failure.code(), e);
        return OpenClawException.of(failure, e.getClass().getSimpleName());
    }

    private static void closeQuietly(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException e) {
            LOG.trace("While closing a refusal", e);
        }
    }

    @Override
    public void close() {
        call.close();
    }
}
