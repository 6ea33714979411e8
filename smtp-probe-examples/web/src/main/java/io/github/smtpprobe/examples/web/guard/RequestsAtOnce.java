/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps a client from occupying all threads with forms that arrive octet by octet. A live page occupies none: its request ends
 * here when the stream has begun.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
final class RequestsAtOnce extends OncePerRequestFilter {
    private final Places places;

    RequestsAtOnce(QuotaSettings quotas) {
        places = new Places(quotas.requestsAtOnce(), Integer.MAX_VALUE);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Turn place;
        try {
            place = places.take(Client.of(request.getRemoteAddr()), NotNow.Reason.CLIENT);
        } catch (NotNow tooMany) {
            TooMany.answer(tooMany, request, response);
            return;
        }
        try (place) {
            chain.doFilter(request, response);
        }
    }
}
