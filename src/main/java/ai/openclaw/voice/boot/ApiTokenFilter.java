package ai.openclaw.voice.boot;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets programs in that hold the API's token: {@code Authorization: Bearer TOKEN}. v1's router can send no header of ours,
 * but is told an address: there, and nowhere else, the token may be the parameter {@code token}.
 */
final class ApiTokenFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";
    private static final String FOR_V1 = "/api/v1/outbound-call";

    private final byte[] token;

    ApiTokenFilter(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = given(request);
        // Takes the same time however much of it is right.
        if (given != null && MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8))) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                    "api", null, AuthorityUtils.createAuthorityList("ROLE_API")));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }

    private static String given(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return header.substring(SCHEME.length()).strip();
        }
        return request.getRequestURI().equals(FOR_V1) ? queryToken(request.getQueryString()) : null;
    }

    private static String queryToken(String query) {
        for (String pair : query == null ? new String[0] : query.split("&")) {
            if (pair.startsWith("token=")) {
                return pair.substring("token=".length());
            }
        }
        return null;
    }
}
