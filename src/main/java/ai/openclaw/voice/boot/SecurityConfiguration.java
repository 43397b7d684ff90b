package ai.openclaw.voice.boot;

import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Health and metrics are open to whoever reaches the port (loopback, unless told otherwise). Calls are placed by whoever holds
 * the API's token, and by the operator; all else is the operator's.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    @Bean
    SecurityFilterChain security(HttpSecurity http, VoiceProperties voice) throws Exception {
        String token = SecretFile.of(
                voice.api().token(), "voice.api.token-file", voice.api().tokenFile(), "a token for the API");
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/health", "/ready", "/actuator/health/**", "/actuator/prometheus")
                        .permitAll()
                        // The page that a refusal is shown on, which else would be refused in its turn.
                        .dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/api/outbound-call", "/api/v1/outbound-call", "/api/calls", "/api/call/**")
                        .hasAnyRole("OPERATOR", "API")
                        .anyRequest()
                        .hasRole("OPERATOR"))
                // A program that asks is answered 401, and not sent to a form.
                .exceptionHandling(failures -> failures.defaultAuthenticationEntryPointFor(
                        new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED),
                        PathPatternRequestMatcher.withDefaults().matcher("/api/**")))
                .addFilterBefore(new ApiTokenFilter(token), BasicAuthenticationFilter.class)
                .addFilterBefore(new ForeignPageFilter(), ApiTokenFilter.class)
                .httpBasic(withDefaults())
                .formLogin(withDefaults())
                // Neither programs nor hawtio's page know a CSRF token; ForeignPageFilter stands in for it.
                .csrf(csrf -> csrf.ignoringRequestMatchers("/actuator/jolokia/**", "/actuator/hawtio/**", "/api/**"))
                .headers(headers -> headers.frameOptions(frame -> frame.sameOrigin()))
                .build();
    }

    @Bean
    UserDetailsService operators(VoiceProperties voice) {
        PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
        return new InMemoryUserDetailsManager(User.withUsername(voice.admin().user())
                .password(encoder.encode(AdminPassword.of(voice.admin())))
                .roles("OPERATOR")
                .build());
    }
}
