/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.security.autoconfigure.SecurityProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Configures who is let in. There are no sessions. */
@Configuration
@EnableConfigurationProperties(SecurityProperties.class)
public class SecurityWiring {
    private static final Set<String> OURSELVES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    /**
     * Determines how people are let in.
     *
     * @param page    for whom the page is
     * @param access  who asks for the login
     * @param users   with the password, if there is one
     * @param address on which the port is opened
     * @return how
     */
    @Bean
    Entrance entrance(
            PageSettings page,
            AccessSettings access,
            SecurityProperties users,
            @Value("${server.address:#{null}}") @Nullable InetAddress address) {
        return Entrance.of(page, access, !users.getUser().isPasswordGenerated(), address);
    }

    /**
     * Creates the user of {@code spring.security.user.*}, and no user if no password is set; Boot would make one up and log it.
     *
     * @param properties with name and password
     * @return the user, or none
     */
    @Bean
    public UserDetailsService users(SecurityProperties properties) {
        SecurityProperties.User user = properties.getUser();
        if (user.isPasswordGenerated()) {
            return new InMemoryUserDetailsManager();
        }
        boolean encoded = user.getPassword().matches("\\{.+}.*");
        return new InMemoryUserDetailsManager(User.withUsername(user.getName())
                .password(encoded ? user.getPassword() : "{noop}" + user.getPassword())
                .roles(user.getRoles().toArray(new String[0]))
                .build());
    }

    /**
     * Refuses what no browser sends. If everybody at this machine is let in, requests for other host names are refused, because
     * somebody may have made such a name lead to this machine (DNS rebinding).
     *
     * @param entrance how people come in
     * @return the firewall
     */
    @Bean
    HttpFirewall firewall(Entrance entrance) {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        if (entrance == Entrance.LOOPBACK) {
            firewall.setAllowedHostnames(host -> OURSELVES.contains(host.toLowerCase(Locale.ROOT)));
        }
        return firewall;
    }

    /**
     * Configures who may make which requests.
     *
     * @param http     to be set up
     * @param entrance how people come in
     * @param settings with {@code smtp-probe.scrape.targets}, about which monitors may ask {@code /probe} without a login
     * @return the chain
     */
    @Bean
    SecurityFilterChain chain(HttpSecurity http, Entrance entrance, Environment settings) {
        BindResult<List<String>> targets =
                Binder.get(settings).bind("smtp-probe.scrape.targets", Bindable.listOf(String.class));
        boolean scraped = targets.isBound() && !targets.get().isEmpty();
        return http.authorizeHttpRequests(asked -> asked.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(EndpointRequest.to("health"))
                        .permitAll()
                        .requestMatchers("/probe")
                        .access(scraped ? open() : AuthenticatedAuthorizationManager.authenticated())
                        .requestMatchers(EndpointRequest.toAnyEndpoint())
                        .authenticated()
                        .anyRequest()
                        .access(pages(entrance)))
                .httpBasic(Customizer.withDefaults())
                .csrf(csrf -> csrf.csrfTokenRepository(new CsrfCookies()))
                .addFilterAfter(new EarlyToken(), CsrfFilter.class)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    private static AuthorizationManager<RequestAuthorizationContext> open() {
        return (who, context) -> new AuthorizationDecision(true);
    }

    private static AuthorizationManager<RequestAuthorizationContext> pages(Entrance entrance) {
        return switch (entrance) {
            case OPEN, LOOPBACK -> open();
            case PASSWORD -> AuthenticatedAuthorizationManager.authenticated();
            case PROXY ->
                (who, context) ->
                        new AuthorizationDecision(context.getRequest().getAttribute(ClientAddress.VIA_PROXY) != null);
        };
    }
}
