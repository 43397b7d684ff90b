package ai.openclaw.voice.boot;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps the pages of others from using the operator's browser, which sends its password or its session along whoever wrote
 * the page: neither the API, which is for programs, nor hawtio's way to the beans has a CSRF token. Browsers say where a request comes
 * from ({@code Sec-Fetch-Site} of Fetch Metadata, {@code Origin} of RFC 6454), and no page can make them lie; programs say
 * nothing of it.
 */
final class ForeignPageFilter extends OncePerRequestFilter {
    private static final Set<String> CHANGE_NOTHING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OTHER_SITES = Set.of("cross-site", "same-site");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        // Jolokia changes things by GET, too.
        return !path.startsWith("/actuator/jolokia")
                && (!path.startsWith("/api/") || CHANGE_NOTHING.contains(request.getMethod()));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean foreign = site != null ? OTHER_SITES.contains(site) : isOfAnother(request);
        if (foreign) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isOfAnother(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        try {
            String authority = URI.create(origin).getAuthority();
            return authority == null || !authority.equalsIgnoreCase(request.getHeader("Host"));
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
