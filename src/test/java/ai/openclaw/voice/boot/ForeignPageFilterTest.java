package ai.openclaw.voice.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ForeignPageFilterTest {
    @ParameterizedTest
    @CsvSource({
        "POST, /api/outbound-call, Origin, https://evil.example, false",
        "POST, /api/outbound-call, Origin, http://localhost:9999, false",
        "POST, /api/outbound-call, Origin, null, false",
        "POST, /api/outbound-call, Origin, ':', false",
        "POST, /api/drain, Sec-Fetch-Site, cross-site, false",
        "DELETE, /api/drain, Sec-Fetch-Site, same-site, false",
        "POST, /api/drain, Sec-Fetch-Site, same-origin, true",
        "POST, /api/drain, Sec-Fetch-Site, none, true",
        "POST, /api/outbound-call, Origin, http://localhost:8080, true",
        "POST, /api/outbound-call, X-Rollout-Origin, v1-router, true",
        "GET, /api/calls, Origin, https://evil.example, true",
        "POST, /actuator/jolokia, Origin, http://evil.example, false",
        "GET, /actuator/jolokia/exec/x, Sec-Fetch-Site, cross-site, false",
        "POST, /actuator/jolokia, Origin, http://localhost:8080, true",
        "GET, /actuator/hawtio/index.html, Sec-Fetch-Site, cross-site, true"
    })
    void onlyOurOwnPagesAndProgramsMayChangeThings(
            String method, String path, String header, String value, boolean passes) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.addHeader("Host", "localhost:8080");
        request.addHeader(header, value);
        MockHttpServletResponse response = new MockHttpServletResponse();
        MockFilterChain chain = new MockFilterChain();

        new ForeignPageFilter().doFilter(request, response, chain);

        assertThat(chain.getRequest() != null).isEqualTo(passes);
        assertThat(response.getStatus()).isEqualTo(passes ? 200 : 403);
    }
}
