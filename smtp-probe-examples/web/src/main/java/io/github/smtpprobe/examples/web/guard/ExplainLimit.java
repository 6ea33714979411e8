/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Asks the gate before a text is explained, because explaining occupies a processor. */
@Component
final class ExplainLimit implements HandlerInterceptor, WebMvcConfigurer {
    private static final String PLACE = ExplainLimit.class.getName() + ".place";

    private final Gate gate;

    ExplainLimit(Gate gate) {
        this.gate = gate;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/explain");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) throws NotNow {
        if (request.getMethod().equals("POST")) {
            request.setAttribute(PLACE, gate.explanation(request.getRemoteAddr()));
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception thrown) {
        if (request.getAttribute(PLACE) instanceof Turn place) {
            place.close();
        }
    }
}
