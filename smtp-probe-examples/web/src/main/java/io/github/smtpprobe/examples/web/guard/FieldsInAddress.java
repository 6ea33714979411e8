/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses an address that contains form fields or a password, before anybody writes the address to a log. It writes the
 * response itself: the container would pass the address to the error page, which would log it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class FieldsInAddress extends OncePerRequestFilter {
    private static final Set<String> ASKING = Set.of("GET", "HEAD");
    private static final Set<String> SECRETS =
            Set.of("password", "passwd", "passphrase", "pass", "pwd", "secret", "token", "access_token");

    /** Fields for URLs, which may contain a user and a password. */
    private static final Set<String> TARGETS = Set.of("host", "domain", "target");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String query = request.getQueryString();
        if (query == null || (ASKING.contains(request.getMethod()) && !secret(query))) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter()
                .write(
                        "This was not accepted: what is typed into a form must not be sent as a part of the address, which"
                                + " others may read.\n");
    }

    private static boolean secret(String query) {
        for (String field : query.split("&", -1)) {
            int equals = field.indexOf('=');
            try {
                String name = decoded(equals < 0 ? field : field.substring(0, equals));
                String value = equals < 0 ? "" : decoded(field.substring(equals + 1));
                if (SECRETS.contains(name) || (TARGETS.contains(name) && password(value))) {
                    return true;
                }
            } catch (IllegalArgumentException unreadable) { // the value cannot be read
                return true;
            }
        }
        return false;
    }

    /** Whether there may be a password between a user and the host. */
    private static boolean password(String target) {
        int scheme = target.indexOf("://");
        int colon = target.indexOf(':', scheme < 0 ? 0 : scheme + 3);
        return colon >= 0 && colon < target.lastIndexOf('@');
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
    }
}
