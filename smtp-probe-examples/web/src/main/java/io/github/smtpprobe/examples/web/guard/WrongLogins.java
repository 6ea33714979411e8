/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import io.github.bucket4j.TimeMeter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Prevents the guessing of passwords: a client whose logins fail too often is refused for some time. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 4)
final class WrongLogins extends OncePerRequestFilter {
    private final Buckets wrong;

    WrongLogins(QuotaSettings quotas, TimeMeter clock) {
        wrong = new Buckets(quotas.wrongLogins(), clock);
    }

    /**
     * Counts a login that failed.
     *
     * @param failure with the client
     */
    @EventListener
    public void failed(AbstractAuthenticationFailureEvent failure) {
        if (failure.getAuthentication().getDetails() instanceof WebAuthenticationDetails client) {
            wrong.take(Client.of(String.valueOf(client.getRemoteAddress())).key(), 1);
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Duration> wait = request.getHeader("Authorization") == null
                ? Optional.empty()
                : wrong.usedUp(Client.of(request.getRemoteAddr()).key());
        if (wait.isPresent()) {
            TooMany.answer(new NotNow(NotNow.Reason.CLIENT, wait.get()), request, response);
            return;
        }
        chain.doFilter(request, response);
    }
}
