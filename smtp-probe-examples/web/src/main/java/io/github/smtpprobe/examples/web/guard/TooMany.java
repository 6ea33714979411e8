/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers with 429 or 503 (RFC 6585, RFC 9110) and the time to wait, unless a page has a better answer. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class TooMany implements HandlerExceptionResolver {
    private static final int TOO_MANY_REQUESTS = 429;

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        if (!(thrown instanceof NotNow tooMany)) {
            return null;
        }
        try {
            answer(tooMany, request, response);
            return new ModelAndView();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    static void answer(NotNow tooMany, HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(NotNow.ATTRIBUTE, tooMany);
        response.setHeader("Retry-After", Long.toString(tooMany.retryAfter().toSeconds() + 1));
        response.sendError(
                tooMany.reason() == NotNow.Reason.BUSY
                        ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                        : TOO_MANY_REQUESTS);
    }
}
