package ai.openclaw.voice.boot;

import static org.springframework.security.config.Customizer.withDefaults;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Health and metrics are open to whoever reaches the port (loopback, unless told otherwise); all else needs the operator. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/health", "/ready", "/actuator/health/**", "/actuator/prometheus")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .httpBasic(withDefaults())
                .formLogin(withDefaults())
                // hawtio's page posts JSON to Jolokia and knows no CSRF token; Jolokia itself refuses foreign origins.
                // The API
                // is for programs, which send the password with each request.
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
